// Made from /openapi.json by `npm run client:types`. Do not edit.

export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that access tokens verify with (RFC 7517) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keys: {
                                [key: string]: unknown;
                            }[];
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What client libraries must know of this server (RFC 8414) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            authorization_endpoint: string;
                            authorization_response_iss_parameter_supported: boolean;
                            code_challenge_methods_supported: string[];
                            grant_types_supported: string[];
                            issuer: string;
                            jwks_uri: string;
                            response_modes_supported: string[];
                            response_types_supported: string[];
                            service_documentation: string;
                            token_endpoint: string;
                            token_endpoint_auth_methods_supported: string[];
                            ui_locales_supported: string[];
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/{provider}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Take the person back from a provider */
        get: {
            parameters: {
                query?: {
                    /** @description The one-time authorization code */
                    code?: unknown;
                    /** @description Why there is no code */
                    error?: unknown;
                    /** @description The issuer, by RFC 9207 */
                    iss?: unknown;
                    /** @description The state that the login was begun with */
                    state?: unknown;
                };
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A JWT by RFC 9068 */
                            access_token: string;
                            /** @description Seconds */
                            expires_in: number;
                            /** @description Works once. Absent where it is kept in an HttpOnly cookie instead. */
                            refresh_token?: string;
                            /** @enum {string} */
                            status: "signed_in";
                            /** @enum {string} */
                            token_type: "Bearer";
                            user: {
                                /** Format: uuid */
                                id: string;
                                nickname: string;
                            };
                        } | {
                            provider: string;
                            /**
                             * @description merged: another account of theirs is now part of it
                             * @enum {unknown}
                             */
                            status: "linked" | "merged";
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Seconds */
                            expires_in: number;
                            /** @description A bearer token for the signup calls of this person alone */
                            signup_token: string;
                            /** @description The page where a person can finish signup */
                            signup_url: string;
                            /** @enum {string} */
                            status: "signup_required";
                        } | {
                            /** @description A bearer token for the consent calls of this login alone */
                            consent_token: string;
                            /** @description The page where the person can read the terms and agree */
                            consent_url: string;
                            /** @description Seconds */
                            expires_in: number;
                            /** @enum {string} */
                            status: "consent_required";
                        };
                    };
                };
                /** @description The same for a browser: cookies, and on to the next page; or to the client that asked */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). This login was not begun in this browser, or took too long (`invalid_state`). The provider did not accept the code (`invalid_code`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_state" | "invalid_code";
                        };
                        "text/html": string;
                    };
                };
                /** @description The refresh token is not valid (`invalid_grant`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_grant";
                        };
                        "text/html": string;
                    };
                };
                /** @description The login was refused (`access_denied`). This user may not log in (`user_blocked`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "access_denied" | "user_blocked";
                        };
                        "text/html": string;
                    };
                };
                /** @description This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unknown_provider";
                        };
                        "text/html": string;
                    };
                };
                /** @description The identity belongs to another account (`identity_taken`) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "identity_taken";
                        };
                        "text/html": string;
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                        "text/html": string;
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                        "text/html": string;
                    };
                };
                /** @description The provider cannot be used at the moment (`provider_unavailable`) */
                502: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_unavailable";
                        };
                        "text/html": string;
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`). The provider is busy (`provider_busy`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable" | "provider_busy";
                        };
                        "text/html": string;
                    };
                };
                /** @description The provider took too long (`provider_timeout`) */
                504: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_timeout";
                        };
                        "text/html": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/{provider}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to add a provider to the signed-in user
         * @description The same round trip as a login, bound to this session; the callback then adds the identity instead of signing anybody in. Call it from the browser that is to go there: it gets the cookie of the attempt.
         */
        post: {
            parameters: {
                query?: {
                    /** @description true: should the identity have a user of its own, that user is merged into this one */
                    merge?: "true" | "false";
                    /** @description Where to go afterwards */
                    return_to?: unknown;
                };
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Where to send the person */
                            location: string;
                            /** @enum {string} */
                            status: "link_begun";
                        };
                    };
                };
                /** @description The same for a browser: to the provider */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). return_to may not be followed (`return_to_not_allowed`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "return_to_not_allowed";
                        };
                        "text/html": string;
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                        "text/html": string;
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                        "text/html": string;
                    };
                };
                /** @description This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unknown_provider";
                        };
                        "text/html": string;
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                        "text/html": string;
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                        "text/html": string;
                    };
                };
                /** @description The provider cannot be used at the moment (`provider_unavailable`) */
                502: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_unavailable";
                        };
                        "text/html": string;
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`). The provider is busy (`provider_busy`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable" | "provider_busy";
                        };
                        "text/html": string;
                    };
                };
                /** @description The provider took too long (`provider_timeout`) */
                504: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_timeout";
                        };
                        "text/html": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/{provider}/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Send the person to a provider */
        get: {
            parameters: {
                query?: {
                    /** @description An application of CLIENTS, which gets a one-time code instead of cookies (RFC 6749 4.1) */
                    client_id?: unknown;
                    /** @description With client_id: base64url of the SHA-256 of the code_verifier (RFC 7636) */
                    code_challenge?: unknown;
                    /** @description With client_id: S256 */
                    code_challenge_method?: unknown;
                    /** @description With client_id: one of its redirect_uris, to the letter */
                    redirect_uri?: unknown;
                    /** @description With client_id: code */
                    response_type?: unknown;
                    /** @description Where to go afterwards */
                    return_to?: unknown;
                    /** @description With client_id: given back as it is; up to 1,024 characters */
                    state?: unknown;
                };
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description To the provider */
                302: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description To the provider, after a POST */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). return_to may not be followed (`return_to_not_allowed`). This application is not known here (`unknown_client`). This application may not have people sent there (`redirect_uri_not_allowed`). A login begins with a visit to this address (`not_a_navigation`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "return_to_not_allowed" | "unknown_client" | "redirect_uri_not_allowed" | "not_a_navigation";
                        };
                        "text/html": string;
                    };
                };
                /** @description This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unknown_provider";
                        };
                        "text/html": string;
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                        "text/html": string;
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                        "text/html": string;
                    };
                };
                /** @description The provider cannot be used at the moment (`provider_unavailable`) */
                502: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_unavailable";
                        };
                        "text/html": string;
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`). The provider is busy (`provider_busy`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable" | "provider_busy";
                        };
                        "text/html": string;
                    };
                };
                /** @description The provider took too long (`provider_timeout`) */
                504: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_timeout";
                        };
                        "text/html": string;
                    };
                };
            };
        };
        put?: never;
        /** Send the person to a provider */
        post: {
            parameters: {
                query?: {
                    /** @description An application of CLIENTS, which gets a one-time code instead of cookies (RFC 6749 4.1) */
                    client_id?: unknown;
                    /** @description With client_id: base64url of the SHA-256 of the code_verifier (RFC 7636) */
                    code_challenge?: unknown;
                    /** @description With client_id: S256 */
                    code_challenge_method?: unknown;
                    /** @description With client_id: one of its redirect_uris, to the letter */
                    redirect_uri?: unknown;
                    /** @description With client_id: code */
                    response_type?: unknown;
                    /** @description Where to go afterwards */
                    return_to?: unknown;
                    /** @description With client_id: given back as it is; up to 1,024 characters */
                    state?: unknown;
                };
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description To the provider */
                302: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description To the provider, after a POST */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). return_to may not be followed (`return_to_not_allowed`). This application is not known here (`unknown_client`). This application may not have people sent there (`redirect_uri_not_allowed`). A login begins with a visit to this address (`not_a_navigation`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "return_to_not_allowed" | "unknown_client" | "redirect_uri_not_allowed" | "not_a_navigation";
                        };
                        "text/html": string;
                    };
                };
                /** @description This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unknown_provider";
                        };
                        "text/html": string;
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                        "text/html": string;
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                        "text/html": string;
                    };
                };
                /** @description The provider cannot be used at the moment (`provider_unavailable`) */
                502: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_unavailable";
                        };
                        "text/html": string;
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`). The provider is busy (`provider_busy`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable" | "provider_busy";
                        };
                        "text/html": string;
                    };
                };
                /** @description The provider took too long (`provider_timeout`) */
                504: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_timeout";
                        };
                        "text/html": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/{provider}/native": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in by what the SDK of a provider gave to a mobile app */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description From the SDK */
                        id_token: string;
                        /** @description The one of the challenge */
                        nonce?: string;
                    } | {
                        /** @description From the SDK, where there is no id_token */
                        access_token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A JWT by RFC 9068 */
                            access_token: string;
                            /** @description Seconds */
                            expires_in: number;
                            /** @description Works once. Absent where it is kept in an HttpOnly cookie instead. */
                            refresh_token?: string;
                            /** @enum {string} */
                            status: "signed_in";
                            /** @enum {string} */
                            token_type: "Bearer";
                            user: {
                                /** Format: uuid */
                                id: string;
                                nickname: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Seconds */
                            expires_in: number;
                            /** @description A bearer token for the signup calls of this person alone */
                            signup_token: string;
                            /** @description The page where a person can finish signup */
                            signup_url: string;
                            /** @enum {string} */
                            status: "signup_required";
                        } | {
                            /** @description A bearer token for the consent calls of this login alone */
                            consent_token: string;
                            /** @description The page where the person can read the terms and agree */
                            consent_url: string;
                            /** @description Seconds */
                            expires_in: number;
                            /** @enum {string} */
                            status: "consent_required";
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`). This login is not taken from an app (`native_login_unsupported`). The provider's token was not accepted (`invalid_provider_token`). The nonce is not one of ours, or was used (`invalid_nonce`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "native_login_unsupported" | "invalid_provider_token" | "invalid_nonce" | "invalid_body";
                        };
                    };
                };
                /** @description The login was refused (`access_denied`). This user may not log in (`user_blocked`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "access_denied" | "user_blocked";
                        };
                    };
                };
                /** @description This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unknown_provider";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The provider cannot be used at the moment (`provider_unavailable`) */
                502: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_unavailable";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`). The provider is busy (`provider_busy`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable" | "provider_busy";
                        };
                    };
                };
                /** @description The provider took too long (`provider_timeout`) */
                504: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_timeout";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/{provider}/native/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A nonce for a login by the SDK of a provider */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Seconds */
                            expires_in: number;
                            nonce: string;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`). This login is not taken from an app (`native_login_unsupported`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "native_login_unsupported";
                        };
                    };
                };
                /** @description This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unknown_provider";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/{provider}/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A security event token, pushed (RFC 8417, RFC 8935; Kakao: 계정 상태 변경 웹훅; Google: RISC) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            /** @description A compact JWS; from Google under any type of content */
            requestBody: {
                content: {
                    "application/secevent+jwt": string;
                };
            };
            responses: {
                /** @description Heard */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description RFC 8935 2.4 */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            description: string;
                            err: string;
                        };
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description There is nothing at this address (`not_found`). This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "not_found" | "unknown_provider";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The provider cannot be used at the moment (`provider_unavailable`) */
                502: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_unavailable";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`). The provider is busy (`provider_busy`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable" | "provider_busy";
                        };
                    };
                };
                /** @description The provider took too long (`provider_timeout`) */
                504: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_timeout";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/{provider}/webhooks/unlink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A person unlinked us at the provider (Kakao: 연결 해제 웹훅, Naver: 연결끊기 Callback) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Heard, also of somebody unknown: Kakao */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Heard, also of somebody unknown: Naver */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description The signature is not the one of the sender (`invalid_signature`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_signature";
                        };
                    };
                };
                /** @description There is nothing at this address (`not_found`). This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "not_found" | "unknown_provider";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        /** A person unlinked us at the provider (Kakao: 연결 해제 웹훅, Naver: 연결끊기 Callback) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description kakao, naver, google, line, or the name of a configured OpenID provider */
                    provider: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Heard, also of somebody unknown: Kakao */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Heard, also of somebody unknown: Naver */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description The signature is not the one of the sender (`invalid_signature`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_signature";
                        };
                    };
                };
                /** @description There is nothing at this address (`not_found`). This provider is not switched on (`unknown_provider`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "not_found" | "unknown_provider";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The terms that a login waits for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "pending";
                            terms: {
                                agreed: boolean;
                                id: string;
                                required: boolean;
                                title: string;
                                url: string;
                                version: string;
                            }[];
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        /** Agree, and go on with the login */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Ids of terms agreed to */
                        agreed_terms: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A JWT by RFC 9068 */
                            access_token: string;
                            /** @description Seconds */
                            expires_in: number;
                            /** @description Works once. Absent where it is kept in an HttpOnly cookie instead. */
                            refresh_token?: string;
                            /** @enum {string} */
                            status: "signed_in";
                            /** @enum {string} */
                            token_type: "Bearer";
                            user: {
                                /** Format: uuid */
                                id: string;
                                nickname: string;
                            };
                        };
                    };
                };
                /** @description The same for a browser */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                        "text/html": string;
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                        "text/html": string;
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                        "text/html": string;
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                        "text/html": string;
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                        "text/html": string;
                    };
                };
                /** @description Some consents cannot be given or withdrawn (`invalid_consents`). Some steps are left (`onboarding_incomplete`) */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_consents" | "onboarding_incomplete";
                        };
                        "text/html": string;
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                        "text/html": string;
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                        "text/html": string;
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                        "text/html": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign this device out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        /** @description Instead of the session cookie */
                        refresh_token?: string;
                    };
                };
            };
            responses: {
                /** @description The session is over */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the user is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sessions: {
                                /** @description Where it was last used from */
                                address: string;
                                /** @description Whether the call itself comes from this session */
                                current: boolean;
                                /** @description A plain name, in the language of Accept-Language */
                                device: string;
                                /**
                                 * Format: date-time
                                 * @description When it ends in any case
                                 */
                                expires_at: string;
                                /** Format: uuid */
                                id: string;
                                /**
                                 * Format: date-time
                                 * @description The login or the last refresh
                                 */
                                last_used_at: string;
                                /** @description What the person logged in with */
                                provider: string;
                                /**
                                 * Format: date-time
                                 * @description The login
                                 */
                                started_at: string;
                                user_agent: string | null;
                            }[];
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Sign all other devices out, or all */
        delete: {
            parameters: {
                query?: {
                    /** @description true: this session too */
                    all?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description They are over */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign a device out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Of one of the user’s own sessions */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The session is over; repeating it is fine */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The user has no such session (`unknown_session`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unknown_session";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pending signup */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expires_at: string;
                            fields: {
                                hint: string | null;
                                label: string;
                                name: string;
                                required: boolean;
                                /** @description What a good answer is, as JSON Schema */
                                schema: unknown;
                                /** @description The step that asks it */
                                step: string;
                                value: string | number | boolean | null;
                            }[];
                            profile: {
                                email: string | null;
                                image_url: string | null;
                                nickname: string | null;
                            };
                            provider: string;
                            /** @enum {string} */
                            status: "pending";
                            steps: {
                                name: string;
                                status: "todo" | "done";
                            }[];
                            terms: {
                                agreed: boolean;
                                id: string;
                                required: boolean;
                                title: string;
                                url: string;
                                version: string;
                            }[];
                            /** @description Send it as If-Match to change what you have seen and nothing else */
                            version: number;
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "preparing";
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description The signup was completed before (`already_completed`) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "already_completed";
                        };
                    };
                };
                /** @description The signup has ended (`signup_expired`) */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "signup_expired";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Give up */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Erased */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The signup was completed before (`already_completed`). The signup is being prepared (`signup_preparing`) */
                409: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "already_completed" | "signup_preparing";
                        };
                    };
                };
                /** @description The signup has ended (`signup_expired`) */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "signup_expired";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Keep part of the answers */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Ids of terms agreed to */
                        agreed_terms?: string[];
                        /**
                         * Email
                         * Format: email
                         */
                        email?: string;
                        /** Nickname */
                        nickname?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expires_at: string;
                            fields: {
                                hint: string | null;
                                label: string;
                                name: string;
                                required: boolean;
                                /** @description What a good answer is, as JSON Schema */
                                schema: unknown;
                                /** @description The step that asks it */
                                step: string;
                                value: string | number | boolean | null;
                            }[];
                            profile: {
                                email: string | null;
                                image_url: string | null;
                                nickname: string | null;
                            };
                            provider: string;
                            /** @enum {string} */
                            status: "pending";
                            steps: {
                                name: string;
                                status: "todo" | "done";
                            }[];
                            terms: {
                                agreed: boolean;
                                id: string;
                                required: boolean;
                                title: string;
                                url: string;
                                version: string;
                            }[];
                            /** @description Send it as If-Match to change what you have seen and nothing else */
                            version: number;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description The person is too young to sign up (`under_age`). This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "under_age" | "origin_not_allowed";
                        };
                    };
                };
                /** @description The signup was completed before (`already_completed`). The signup is being prepared (`signup_preparing`) */
                409: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "already_completed" | "signup_preparing";
                        };
                    };
                };
                /** @description The signup has ended (`signup_expired`) */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "signup_expired";
                        };
                    };
                };
                /** @description The signup was changed elsewhere (`version_conflict`) */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "version_conflict";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Some answers are not right (`invalid_profile`). Some steps are left (`onboarding_incomplete`) */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_profile" | "onboarding_incomplete";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/auth/signup/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become a user */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Ids of terms agreed to */
                        agreed_terms?: string[];
                        /**
                         * Email
                         * Format: email
                         */
                        email?: string;
                        /** Nickname */
                        nickname?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A JWT by RFC 9068 */
                            access_token: string;
                            /** @description Seconds */
                            expires_in: number;
                            /** @description Works once. Absent where it is kept in an HttpOnly cookie instead. */
                            refresh_token?: string;
                            /** @enum {string} */
                            status: "signed_in";
                            /** @enum {string} */
                            token_type: "Bearer";
                            user: {
                                /** Format: uuid */
                                id: string;
                                nickname: string;
                            };
                        };
                    };
                };
                /** @description The same for a browser */
                303: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                        "text/html": string;
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                        "text/html": string;
                    };
                };
                /** @description The person is too young to sign up (`under_age`). The service does not take this signup (`signup_refused`). This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "under_age" | "signup_refused" | "origin_not_allowed";
                        };
                        "text/html": string;
                    };
                };
                /** @description The signup was completed before (`already_completed`). The signup is being prepared (`signup_preparing`) */
                409: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "already_completed" | "signup_preparing";
                        };
                        "text/html": string;
                    };
                };
                /** @description The signup has ended (`signup_expired`) */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "signup_expired";
                        };
                        "text/html": string;
                    };
                };
                /** @description The signup was changed elsewhere (`version_conflict`) */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "version_conflict";
                        };
                        "text/html": string;
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                        "text/html": string;
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                        "text/html": string;
                    };
                };
                /** @description Some answers are not right (`invalid_profile`). Some steps are left (`onboarding_incomplete`) */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_profile" | "onboarding_incomplete";
                        };
                        "text/html": string;
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                        "text/html": string;
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                        "text/html": string;
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`). Nobody can say at the moment whether the signup may be completed (`signup_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable" | "signup_unavailable";
                        };
                        "text/html": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/signup/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to prove who the person is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Where the person proves who they are */
                            verification_url: string;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description This signup asks for no identity verification (`verification_not_asked`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "verification_not_asked";
                        };
                    };
                };
                /** @description The signup was completed before (`already_completed`). The signup is being prepared (`signup_preparing`) */
                409: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "already_completed" | "signup_preparing";
                        };
                    };
                };
                /** @description The signup has ended (`signup_expired`) */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "signup_expired";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The provider cannot be used at the moment (`provider_unavailable`) */
                502: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_unavailable";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/signup/identity/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take what the agency proved */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What the person came back with */
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expires_at: string;
                            fields: {
                                hint: string | null;
                                label: string;
                                name: string;
                                required: boolean;
                                /** @description What a good answer is, as JSON Schema */
                                schema: unknown;
                                /** @description The step that asks it */
                                step: string;
                                value: string | number | boolean | null;
                            }[];
                            profile: {
                                email: string | null;
                                image_url: string | null;
                                nickname: string | null;
                            };
                            provider: string;
                            /** @enum {string} */
                            status: "pending";
                            steps: {
                                name: string;
                                status: "todo" | "done";
                            }[];
                            terms: {
                                agreed: boolean;
                                id: string;
                                required: boolean;
                                title: string;
                                url: string;
                                version: string;
                            }[];
                            /** @description Send it as If-Match to change what you have seen and nothing else */
                            version: number;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description The person is too young to sign up (`under_age`). This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "under_age" | "origin_not_allowed";
                        };
                    };
                };
                /** @description This signup asks for no identity verification (`verification_not_asked`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "verification_not_asked";
                        };
                    };
                };
                /** @description The signup was completed before (`already_completed`). The signup is being prepared (`signup_preparing`). This person has an account (`already_member`) */
                409: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "already_completed" | "signup_preparing" | "already_member";
                        };
                    };
                };
                /** @description The signup has ended (`signup_expired`) */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "signup_expired";
                        };
                    };
                };
                /** @description The signup was changed elsewhere (`version_conflict`) */
                412: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "version_conflict";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description The agency did not prove who the person is (`not_verified`) */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "not_verified";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The provider cannot be used at the moment (`provider_unavailable`) */
                502: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "provider_unavailable";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trade a refresh token for its successor, or a one-time code for tokens (RFC 6749) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": {
                        /** @description Instead of the session cookie */
                        refresh_token?: string;
                    } | {
                        client_id: string;
                        code: string;
                        /** @description What the code_challenge was made of */
                        code_verifier: string;
                        /** @enum {string} */
                        grant_type: "authorization_code";
                        /** @description The one that the code was sent to */
                        redirect_uri: string;
                    } | {
                        /** @description The client that the token was issued to */
                        client_id?: string;
                        /** @enum {string} */
                        grant_type: "refresh_token";
                        refresh_token: string;
                    };
                    "application/x-www-form-urlencoded": {
                        /** @description Instead of the session cookie */
                        refresh_token?: string;
                    } | {
                        client_id: string;
                        code: string;
                        /** @description What the code_challenge was made of */
                        code_verifier: string;
                        /** @enum {string} */
                        grant_type: "authorization_code";
                        /** @description The one that the code was sent to */
                        redirect_uri: string;
                    } | {
                        /** @description The client that the token was issued to */
                        client_id?: string;
                        /** @enum {string} */
                        grant_type: "refresh_token";
                        refresh_token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A JWT by RFC 9068 */
                            access_token: string;
                            /** @description Seconds */
                            expires_in: number;
                            /** @description Works once. Absent where it is kept in an HttpOnly cookie instead. */
                            refresh_token?: string;
                            /** @enum {string} */
                            status: "signed_in";
                            /** @enum {string} */
                            token_type: "Bearer";
                            user: {
                                /** Format: uuid */
                                id: string;
                                nickname: string;
                            };
                        };
                    };
                };
                /** @description For a client library, by RFC 6749 5.2 */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            detail: string;
                            error: "invalid_request" | "invalid_client" | "invalid_grant" | "unsupported_grant_type";
                            error_description: string;
                            request_id: string;
                            status: number;
                            title: string;
                            type: string;
                        };
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description For a client library, by RFC 6749 5.2 */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            detail: string;
                            error: "invalid_request" | "invalid_client" | "invalid_grant" | "unsupported_grant_type";
                            error_description: string;
                            request_id: string;
                            status: number;
                            title: string;
                            type: string;
                        };
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_grant";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: string;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers for Prometheus; keep this address from the internet at the proxy */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Able to serve */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            status: string;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in user */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            created_at: string;
                            email: string | null;
                            email_verified: boolean;
                            /** Format: uuid */
                            id: string;
                            /** @description The providers that open this account; of a reading alone */
                            identities?: string[];
                            nickname: string;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Leave the service
         * @description Every session ends at once. Everything personal is erased, at once or after the grace that the operator set; consents are kept as evidence until their day of destruction.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change the profile */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Email
                         * Format: email
                         */
                        email?: string;
                        /** Nickname */
                        nickname?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            created_at: string;
                            email: string | null;
                            email_verified: boolean;
                            /** Format: uuid */
                            id: string;
                            /** @description The providers that open this account; of a reading alone */
                            identities?: string[];
                            nickname: string;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Some answers are not right (`invalid_profile`) */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_profile";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/users/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the user agreed to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            consents: {
                                agreed: boolean;
                                agreed_version: string | null;
                                changed_at: string | null;
                                channels: string[];
                                id: string;
                                required: boolean;
                                title: string;
                                url: string;
                                version: string;
                            }[];
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Give or withdraw consents */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Ids of terms agreed to */
                        agreed_terms?: string[];
                        /** @description Ids of terms agreed to no longer */
                        withdrawn_terms?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            consents: {
                                agreed: boolean;
                                agreed_version: string | null;
                                changed_at: string | null;
                                channels: string[];
                                id: string;
                                required: boolean;
                                title: string;
                                url: string;
                                version: string;
                            }[];
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Some consents cannot be given or withdrawn (`invalid_consents`) */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_consents";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/users/me/consents/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every consent ever given or withdrawn */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                /** @description given or withdrawn */
                                action: string;
                                address: string | null;
                                /** Format: date-time */
                                at: string;
                                locale: string | null;
                                /** @description signup, login, account or kakao_sync */
                                source: string;
                                terms: {
                                    channels: string[];
                                    /** @description SHA-256 of the wording in every language, hex */
                                    hash: string;
                                    id: string;
                                    version: string;
                                };
                                user_agent: string | null;
                            }[];
                            /** Format: date-time */
                            made_at: string;
                            /** Format: uuid */
                            user: string;
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the user can log in with */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            identities: {
                                /** Format: date-time */
                                first_seen_at: string;
                                /** Format: uuid */
                                id: string;
                                provider: string;
                            }[];
                        };
                    };
                };
                /** @description The request is not valid (`invalid_request`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a login away from the user, but never the last */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Of one of the user’s own identities */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It opens this account no longer; shown again it is somebody new */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request is not valid (`invalid_request`). The body does not have the right shape (`invalid_body`) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_request" | "invalid_body";
                        };
                    };
                };
                /** @description The token is missing or not valid (`invalid_token`) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "invalid_token";
                        };
                    };
                };
                /** @description This origin may not make the call (`origin_not_allowed`) */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "origin_not_allowed";
                        };
                    };
                };
                /** @description The user has no such identity (`unknown_identity`) */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unknown_identity";
                        };
                    };
                };
                /** @description It is the only way into the account (`last_identity`) */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "last_identity";
                        };
                    };
                };
                /** @description The body is too large (`body_too_large`) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "body_too_large";
                        };
                    };
                };
                /** @description The body must be JSON (`unsupported_media_type`) */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "unsupported_media_type";
                        };
                    };
                };
                /** @description Too many calls (`rate_limited`) */
                429: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "rate_limited";
                        };
                    };
                };
                /** @description Something went wrong on our side (`internal_error`) */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "internal_error";
                        };
                    };
                };
                /** @description The service cannot serve at the moment (`service_unavailable`) */
                503: {
                    headers: {
                        /** @description Seconds */
                        "Retry-After"?: number;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"] & {
                            /** @enum {unknown} */
                            code?: "service_unavailable";
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description A stable word to branch on */
            code: string;
            /** @description What to do about it */
            detail: string;
            /** @description Every wrong field, where fields are wrong */
            errors?: {
                /** @description The rule that it breaks */
                code: string;
                /** @description What would be right */
                detail: string;
                /** @description Where it stands, by names and positions with dots between */
                field: string;
            }[];
            /** @description With `already_member`: with what to log in */
            providers?: string[];
            /** @description Finds the call in the operator's log */
            request_id: string;
            status: number;
            /** @description With `onboarding_incomplete`: the steps left */
            steps?: string[];
            title: string;
            /** Format: uri */
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
