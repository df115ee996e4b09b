import { useCallback, useMemo } from "react";
import { listChannels } from "../api/chat.ts";
import { noFilter } from "../api/LeadFilter.ts";
import type { Permission } from "../api/Permission.ts";
import { switchWorkspace } from "../api/sessions.ts";
import { navigate } from "../app/navigation.ts";
import { applyTheme, type Theme } from "../app/preferences.ts";
import {
  backupsPath,
  chatPath,
  dropLeadPath,
  filesPath,
  importPath,
  inboxPath,
  leadsPath,
  moneyPath,
  newWorkspacePath,
  nodeMailPath,
  pipelinePath,
  queuesPath,
  settingsPath,
} from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { draftFrom, dropPathOf } from "../dropLead/draftFrom.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { visibleSections } from "../settings/sections.ts";
import { useWords as useSettingsWords } from "../settings/words/useWords.ts";
import { useFetched } from "../ui/useFetched.ts";
import { pageActs } from "./acts.ts";
import type { PaletteItem } from "./paletteItems.ts";
import { useWords } from "./words/useWords.ts";

/** What the frame does and the palette offers. */
export interface PaletteActs {
  readonly onKeyboard: () => void;
  readonly onSignOut: () => void;
}

interface PaletteOffer {
  /** To be matched with what was typed. */
  readonly items: readonly PaletteItem[];
  /** What is done with the text itself, whatever it is. */
  readonly always: readonly PaletteItem[];
}

const themes: readonly Theme[] = ["light", "dark", "system"];

/** Everything that this person can go to and do. */
export function usePaletteItems(text: string, { onKeyboard, onSignOut }: PaletteActs): PaletteOffer {
  const words = useWords();
  const sections = useSettingsWords().sections;
  const { messages, language, choose } = useSpeech();
  const session = useSession();
  const { permissions, workspaces, workspace } = session;
  const mayChat = permissions.includes("chat.read");
  const fetchChannels = useCallback((signal: AbortSignal) => mayChat ? listChannels(signal) : Promise.resolve([]), [
    mayChat,
  ]);
  const channels = useFetched(fetchChannels).value;

  const items = useMemo(() => {
    const { shell } = messages;
    const may = (permission: Permission, ...found: readonly PaletteItem[]) =>
      permissions.includes(permission) ? found : [];
    const place = (id: string, label: string, path: string, hint: string, more = ""): PaletteItem => ({
      id,
      group: "go",
      label,
      hint,
      words: more,
      run: () => navigate(path),
    });
    const act = (id: string, label: string, run: () => void, more = ""): PaletteItem => ({
      id,
      group: "act",
      label,
      words: more,
      run,
    });
    const quiet = (item: PaletteItem): PaletteItem => ({ ...item, isQuiet: true });
    const { otherWords } = words;
    return [
      ...pageActs().map(({ id, label, run }) => act(`page-${id}`, label, run)),
      ...may("leads.drop", { ...act("drop", words.drop, () => navigate(dropLeadPath)), hint: "n" }),
      ...may("leads.import", act("import", words.import, () => navigate(importPath()), otherWords.import)),
      ...(language === "en"
        ? [quiet(act("language", words.switchTo("Français"), () => choose("fr"), "langue language"))]
        : [quiet(act("language", words.switchTo("English"), () => choose("en"), "langue language"))]),
      ...themes.map((theme) => quiet(act(`theme-${theme}`, words[theme], () => applyTheme(theme), "theme mode"))),
      { ...act("keyboard", words.keyboard, onKeyboard), hint: "?" },
      quiet(act("sign-out", words.signOut, onSignOut)),
      ...may(
        "leads.read",
        place("leads", shell.leads, leadsPath(), "g l", otherWords.leads),
        place("pipeline", shell.pipeline, pipelinePath(), "g p", otherWords.pipeline),
        place("report", words.report, pipelinePath("report"), ""),
      ),
      ...may("chat.read", place("chat", shell.chat, chatPath(), "g c", otherWords.chat)),
      ...may("files.read", place("files", shell.files, filesPath(), "g f", otherWords.files)),
      ...may("payouts.read", place("money", shell.money, moneyPath, "g m", otherWords.money)),
      ...may("jobs.read", place("jobs", shell.jobs, queuesPath, "g j", otherWords.jobs)),
      ...may(
        "node.read",
        place("backups", words.backups, backupsPath, shell.node),
        place("node-mail", words.nodeMail, nodeMailPath, shell.node),
      ),
      place("inbox", shell.inbox, inboxPath, "g i", otherWords.inbox),
      place("settings", shell.settings, settingsPath(), "g s", otherWords.settings),
      ...visibleSections(permissions).map((section) =>
        place(`settings-${section}`, sections[section], settingsPath(section), shell.settings)
      ),
      ...(channels ?? []).filter(({ kind }) => kind !== "lead").map((channel): PaletteItem => ({
        id: `channel-${channel.id}`,
        group: "channel",
        label: `# ${channel.name ?? ""}`,
        run: () => navigate(chatPath(channel.id)),
      })),
      ...workspaces.filter(({ id }) => id !== workspace.id).map(({ id, name }): PaletteItem => ({
        id: `workspace-${id}`,
        group: "workspace",
        label: name,
        run: () => void switchWorkspace(id).then(() => navigate(leadsPath()), () => {}),
      })),
      { ...place("new-workspace", words.newWorkspace, newWorkspacePath, ""), group: "workspace" as const },
    ];
  }, [
    words,
    sections,
    messages,
    language,
    choose,
    permissions,
    workspaces,
    workspace.id,
    channels,
    onKeyboard,
    onSignOut,
  ]);

  const always = useMemo(() => {
    const wanted = text.trim();
    if (wanted === "") return [];
    const offered: PaletteItem[] = [];
    if (permissions.includes("leads.drop")) {
      offered.push({
        id: "drop-text",
        group: "text",
        label: words.dropAs(wanted),
        run: () => navigate(dropPathOf(draftFrom(wanted))),
      });
    }
    if (permissions.includes("leads.read")) {
      offered.push({
        id: "find-text",
        group: "text",
        label: words.find(wanted),
        run: () => navigate(leadsPath({ ...noFilter, text: wanted })),
      });
    }
    return offered;
  }, [text, words, permissions]);
  return { items, always };
}
