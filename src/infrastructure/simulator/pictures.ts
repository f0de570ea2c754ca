/** The address of a picture of that size. Nothing is served there. */
export const pictureOf = (personId: string, size: number, protocol: 'http' | 'https'): string =>
  `${protocol}://images.example.com/${personId}/${size}x${size}.jpg`
