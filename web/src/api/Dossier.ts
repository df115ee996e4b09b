/** A rendered PDF; `url` is signed and answers until `expiresAt`. */
export interface Dossier {
  readonly id: string;
  readonly createdAt: string;
  readonly pages: number;
  readonly byteCount: number;
  readonly url: string;
  readonly expiresAt: string;
}
