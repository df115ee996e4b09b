import { anyScript } from "./storage.ts";
import type { Cursor } from "../realtime/Cursor.ts";
import { basedOn } from "./leadChanges.ts";
import { everyPage } from "./everyPage.ts";
import { request } from "./request.ts";
import type { Highlight } from "./search.ts";
import { transfer } from "./transfer.ts";

export interface Channel {
  readonly id: string;
  readonly kind: "workspace" | "project" | "lead";
  readonly projectId: string | null;
  readonly leadId: string | null;
  readonly name: string;
  readonly topic: string | null;
  /** The one that came with the workspace, and stays. */
  readonly isDefault?: boolean;
  readonly archivedAt: string | null;
  readonly lastMessageAt: string | null;
  /** How many there are: the number of the last one. */
  readonly messages: number;
  /** One's own, here and below; null in events. */
  readonly unread: number | null;
  readonly mentions: number | null;
  readonly readSeq?: number | null;
  readonly muted: boolean | null;
  readonly version: number;
}

export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** Null in events. */
  readonly mine: boolean | null;
  /** The first of them. */
  readonly people: readonly string[];
}

export interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  /** Signed, for a while; null in events, and for what is gone. */
  readonly url: string | null;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  /** Counts up within the channel, without a gap. */
  readonly seq: number;
  /** Of the sender's own making: the same again is the same message. */
  readonly clientId: string;
  /** The message that it answers, in that one's thread. */
  readonly parentId: string | null;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly authorKind: "person" | "token" | "key";
  readonly text: string;
  /** Made by the node, of its own tags only. */
  readonly html: string;
  readonly mentions: readonly { readonly personId: string; readonly name: string }[];
  readonly attachments: readonly Attachment[];
  readonly reactions: readonly Reaction[];
  readonly replies: number;
  readonly lastReplyAt: string | null;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface MessageWindow {
  /** By their numbers, from the lowest. */
  readonly items: readonly Message[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly readSeq: number | null;
  readonly cursor: Cursor;
}

/** Which messages of a channel. */
export type WindowPlace = { readonly before: number } | { readonly after: number } | { readonly around: number } | null;

export interface Thread {
  readonly parent: Message;
  readonly items: readonly Message[];
  readonly hasAfter: boolean;
}

export interface MessageDraft {
  readonly clientId: string;
  readonly text: string;
  readonly parentId: string | null;
  /** Keys of files that were put up. */
  readonly attachments: readonly string[];
}

export interface Edit {
  readonly version: number;
  readonly text: string;
  readonly change: "edited" | "deleted";
  readonly byName: string | null;
  readonly at: string;
}

export interface MessageHit {
  readonly message: Message;
  readonly channel: Pick<Channel, "id" | "kind" | "name" | "projectId" | "leadId">;
  readonly highlights: readonly (Pick<Highlight, "text" | "ranges">)[];
}

export interface Unread {
  readonly channels: readonly {
    readonly id: string;
    readonly unread: number;
    readonly mentions: number;
    readonly muted?: boolean;
  }[];
  readonly total: number;
  readonly mentions?: number;
}

/** As many messages as a window has. */
export const WINDOW = 60;

function channelPath(id: string, rest = ""): string {
  return `/api/v1/channels/${encodeURIComponent(id)}${rest}`;
}

function messagePath(id: string, rest = ""): string {
  return `/api/v1/messages/${encodeURIComponent(id)}${rest}`;
}

export function listChannels(signal?: AbortSignal): Promise<readonly Channel[]> {
  return everyPage("/api/v1/channels?limit=200", signal);
}

export function listArchivedChannels(signal: AbortSignal): Promise<readonly Channel[]> {
  return everyPage("/api/v1/channels?archived=only&limit=200", signal);
}

export function getChannel(id: string, signal: AbortSignal): Promise<Channel> {
  return request("GET", channelPath(id), { signal });
}

export function createChannel(name: string, topic: string | null, key: string): Promise<Channel> {
  return request("POST", "/api/v1/channels", { body: { name, topic }, headers: { "idempotency-key": key } });
}

export function changeChannel(
  { id, version }: Channel,
  change: { readonly name?: string; readonly topic?: string | null },
): Promise<Channel> {
  return request("PATCH", channelPath(id), { body: change, headers: basedOn(version) });
}

export async function archiveChannel({ id, version }: Channel, isOn: boolean): Promise<void> {
  await request(isOn ? "PUT" : "DELETE", channelPath(id, "/archive"), { headers: basedOn(version) });
}

export async function muteChannel(id: string, isOn: boolean): Promise<void> {
  await request(isOn ? "PUT" : "DELETE", channelPath(id, "/mute"));
}

/** Marks everything up to a message as read; with `force` also less than was. */
export async function readChannel(id: string, upTo: number, force = false): Promise<void> {
  await request("PUT", channelPath(id, "/read"), { body: force ? { upTo, force } : { upTo } });
}

export function fetchUnread(signal?: AbortSignal): Promise<Unread> {
  return request("GET", "/api/v1/unread", signal === undefined ? {} : { signal });
}

export function fetchMessages(channelId: string, place: WindowPlace, signal?: AbortSignal): Promise<MessageWindow> {
  const query = new URLSearchParams({ limit: String(WINDOW) });
  for (const [name, seq] of Object.entries(place ?? {})) query.set(name, String(seq));
  return request("GET", channelPath(channelId, `/messages?${query}`), signal === undefined ? {} : { signal });
}

export function fetchMessage(id: string): Promise<Message> {
  return request("GET", messagePath(id));
}

export function fetchThread(id: string, after: number, signal?: AbortSignal): Promise<Thread> {
  const query = new URLSearchParams({ limit: "200", after: String(after) });
  return request("GET", messagePath(id, `/thread?${query}`), signal === undefined ? {} : { signal });
}

/** Sent once, however often it is sent under the same `clientId`. */
export function sendMessage(channelId: string, draft: MessageDraft): Promise<Message> {
  return request("POST", channelPath(channelId, "/messages"), { body: draft });
}

export function editMessage({ id, version }: Message, text: string): Promise<Message> {
  return request("PATCH", messagePath(id), { body: { text }, headers: basedOn(version) });
}

export async function deleteMessage({ id, version }: Message): Promise<void> {
  await request("DELETE", messagePath(id), { headers: basedOn(version) });
}

export async function messageHistory(id: string, signal: AbortSignal): Promise<readonly Edit[]> {
  return (await request<{ items: readonly Edit[] }>("GET", messagePath(id, "/history"), { signal })).items;
}

export async function react(id: string, emoji: string, isOn: boolean): Promise<void> {
  await request(isOn ? "PUT" : "DELETE", messagePath(id, `/reactions/${encodeURIComponent(emoji)}`));
}

export function searchMessages(
  text: string,
  channelId: string | null,
  cursor: string | null,
  signal: AbortSignal,
): Promise<{ readonly items: readonly MessageHit[]; readonly next: string | null }> {
  const query = new URLSearchParams({ q: text, limit: "30" });
  if (channelId !== null) query.set("channel", channelId);
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", `/api/v1/messages/search?${query}`, { signal });
}

/** The node signs links for the address that it is told to have; the page may be open under another one of its own. */
export function ownPath(url: string): string {
  const { pathname, search } = new URL(url, location.origin);
  return `${pathname}${search}`;
}

/** Puts a file where a message of the channel can name it; returns its key. */
export async function uploadAttachment(channelId: string, file: File, signal: AbortSignal): Promise<string> {
  const contentType = file.type === "" ? "application/octet-stream" : file.type;
  const { key, url } = await request<{ key: string; url: string }>("POST", channelPath(channelId, "/uploads"), {
    body: { name: file.name, size: file.size, contentType },
    headers: anyScript,
    signal,
  });
  await transfer("PUT", ownPath(url), { body: file, type: contentType, signal });
  return key;
}
