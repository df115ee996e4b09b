import { useEffect, useMemo, useReducer } from "react";
import { useSession } from "../app/SessionContext.ts";
import { envelopeOf, isTyping } from "./Envelope.ts";
import { useRealtime } from "./RealtimeContext.ts";
import { TypingSender } from "./TypingSender.ts";
import { nextEndMs, nobodyTypes, othersTyping, type Typist, typistsReducer } from "./typists.ts";

interface Typing {
  /** The others who are writing in the room. */
  readonly typists: readonly Typist[];
  /** To call with each key in a text field, and when the text is sent or cleared or the field left. */
  readonly typed: () => void;
  readonly ended: () => void;
}

/** Who is writing in a room that the page has joined, and the way to tell the others that one is writing oneself. */
export function useTyping(topic: string): Typing {
  const realtime = useRealtime();
  const { user } = useSession();
  const [typists, dispatch] = useReducer(typistsReducer, nobodyTypes);
  useEffect(() =>
    realtime.listen(topic, {
      onBroadcast: (broadcast) => {
        const envelope = envelopeOf(broadcast);
        if (envelope !== null && isTyping(envelope)) dispatch({ kind: "event", envelope, nowMs: Date.now() });
      },
    }), [realtime, topic]);

  const endMs = nextEndMs(typists);
  useEffect(() => {
    if (endMs === null) return;
    // The end itself and not the time then: a timer may be early by a fraction, and would not be set again.
    const timer = setTimeout(() => dispatch({ kind: "passed", nowMs: endMs }), endMs - Date.now());
    return () => clearTimeout(timer);
  }, [endMs]);

  const sender = useMemo(() => new TypingSender((event) => realtime.broadcast(topic, event, {})), [realtime, topic]);
  useEffect(() => sender.ended, [sender]);
  const others = useMemo(() => othersTyping(typists, user.id), [typists, user.id]);
  return { typists: others, typed: sender.typed, ended: sender.ended };
}
