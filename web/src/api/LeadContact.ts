/** Somebody at a lead's company beside its main contact. */
export interface LeadContact {
  readonly id: string;
  readonly leadId: string;
  readonly name: string;
  readonly role: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type ContactFields = Pick<LeadContact, "name" | "role" | "email" | "phone">;
