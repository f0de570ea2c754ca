FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Optional are the embedded PostgreSQL, which DATABASE_URL replaces, and native code that has a JavaScript twin.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY src ./src

# The image's own user `node`, by number, so that Kubernetes can tell that it is not root. It owns nothing here.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# The service; `src/infrastructure/migrate.ts` instead of it migrates and ends.
ENTRYPOINT ["node"]
CMD ["src/infrastructure/main.ts"]
