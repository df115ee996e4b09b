import type { Member } from "../../api/members.ts";
import { covers, type Role, roles, rolesUpTo } from "../../api/Role.ts";
import type { Session } from "../../api/Session.ts";

/** What who is signed in may do to a member. The node has the last word; what it would refuse is not shown. */
export interface MemberRights {
  readonly isSelf: boolean;
  /** The roles that can be chosen; empty when the role stays as it is. */
  readonly roles: readonly Role[];
  readonly canRemove: boolean;
  readonly canHandOver: boolean;
}

type Actor = Pick<Session, "user" | "role" | "permissions">;

export function memberRights(actor: Actor, member: Pick<Member, "person" | "role">): MemberRights {
  const isSelf = member.person.id === actor.user.id;
  const mayManage = actor.permissions.includes("members.manage") && covers(actor.role, member.role) && !isSelf;
  return {
    isSelf,
    // Becoming the owner is a hand-over, which takes the role from the one who has it.
    roles: mayManage && member.role !== "owner" ? invitableRoles(actor.role) : [],
    canRemove: mayManage && member.role !== "owner",
    canHandOver: actor.role === "owner" && !isSelf && member.role !== "owner",
  };
}

/** The roles that someone may invite for, or give. */
export function invitableRoles(own: Role): readonly Role[] {
  return rolesUpTo(own).filter((role) => role !== "owner");
}

/** The most powerful first, then by name. */
export function membersInOrder(members: readonly Member[], language: string): readonly Member[] {
  const names = new Intl.Collator(language);
  return members.toSorted((one, other) =>
    roles.indexOf(one.role) - roles.indexOf(other.role) || names.compare(one.person.name, other.person.name)
  );
}
