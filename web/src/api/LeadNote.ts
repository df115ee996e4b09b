/** What a member wrote about a lead. */
export interface LeadNote {
  readonly id: string;
  readonly leadId: string;
  readonly text: string;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}
