import { labelOf, objectsIn, textOf, type JsonObject } from '../json.js';

/** Names behind ids: `U…` for people, `C…` for channels. */
export type Names = ReadonlyMap<string, string>;

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * Slack's markup as its reader sees it: `<@U1>` becomes `@Name`, `<#C1|general>` `#general`, `<!here>`
 * `@here`, `<https://…|words>` `words <https://…>`; then the three entities that Slack writes.
 * Source: docs.slack.dev/messaging/formatting-message-text.
 */
export function shownText(text: string, people: Names, channels: Names): string {
  const shown = text.replace(
    /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g,
    (_all, sign: string, target: string, words?: string) => {
      if (sign === '@') return `@${people.get(target) ?? (words || target)}`;
      if (sign === '#') return `#${words || (channels.get(target) ?? target)}`;
      if (sign === '!') return special(target, words);
      const address = target.replace(/^(?:mailto|tel):/, '');
      return !words || words === address || target.endsWith(`//${words}`) ? address : `${words} <${address}>`;
    },
  );
  return shown.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** `<!here>`, `<!subteam^S1|@sales>`, `<!date^…|3 June>`. */
function special(target: string, words: string | undefined): string {
  if (words) return target.startsWith('subteam') && !words.startsWith('@') ? `@${words}` : words;
  return `@${target.split('^')[0] ?? target}`;
}

/** What an integration says beside or instead of the text. */
export function attachmentText(attachments: unknown): string {
  return objectsIn(attachments)
    .map((one) => {
      const parts = [one['pretext'], one['title'], one['text']].flatMap((value) => textOf(value) ?? []);
      return parts.length > 0 ? parts.join('\n') : (textOf(one['fallback']) ?? '');
    })
    .filter((words) => words !== '')
    .join('\n');
}

/** `[file] offer.pdf` for documents; pictures, sound and film say nothing by their names, deleted files nothing at all. */
export function fileLabels(files: readonly JsonObject[]): string[] {
  return files.flatMap((file) => {
    const name = labelOf(file['title']) ?? labelOf(file['name']);
    const kind = textOf(file['mimetype']) ?? '';
    return name === null || /^(?:image|audio|video)\//.test(kind) || file['mode'] === 'tombstone'
      ? []
      : [`[file] ${name}`];
  });
}
