import type { ImportedConversation } from '../../models/domain/index.js';
import type { ImportOptions, Source } from '../importer.js';
import { type Identity, sideOfRole } from '../sides.js';
import { hasVoiceTag, isGenericLabel, isWrittenAsName, speakerPrefix, type Voice, voicesIn } from './cue-text.js';
import { type Segment, spokenConversations } from './spoken.js';
import { type Cue, readCues } from './subtitle-cues.js';

/**
 * Reads WebVTT or SRT: speakers by voice tags or, where most cues have one, by the name before the colon.
 * @throws AppError `unreadable` when no cue can be read
 */
export function readSubtitles(
  source: Source,
  format: { readonly name: string; readonly hasHeader: boolean },
  options: ImportOptions,
): ImportedConversation[] {
  const { cues, malformed } = readCues(source.text ?? '', format.hasHeader);
  const spoken = namedVoices(cues);
  const segments: Segment[] = [];
  let empty = 0;
  for (const { cue, voices } of spoken) {
    if (voices.length === 0) empty++;
    for (const { name, text } of voices) segments.push({ speaker: name, text, startMs: cue.startMs, endMs: cue.endMs });
  }
  return spokenConversations(
    source,
    [
      {
        format: format.name,
        kind: 'meeting',
        unit: 'cues',
        segments,
        speakers: new Map(
          segments.flatMap(({ speaker }) => (speaker === null ? [] : [[speaker, identityOf(speaker)]])),
        ),
        read: cues.length - empty,
        unreadable: { ...(malformed > 0 ? { malformed } : {}), ...(empty > 0 ? { empty } : {}) },
      },
    ],
    options,
  );
}

interface VoicedCue {
  readonly cue: Cue;
  readonly voices: readonly Voice[];
}

function namedVoices(cues: readonly Cue[]): VoicedCue[] {
  const voiced = cues.map((cue) => ({ cue, voices: voicesIn(cue.payload) }));
  if (cues.some(({ payload }) => hasVoiceTag(payload))) return voiced;
  const prefixes = voiced.map(({ voices }) => (voices[0] ? speakerPrefix(voices[0].text) : null));
  const uses = new Map<string, number>();
  for (const prefix of prefixes) if (prefix) uses.set(prefix.name, (uses.get(prefix.name) ?? 0) + 1);
  // A name comes again or is written as names are; "the thing is: …" is neither.
  const names = prefixes.map((prefix) =>
    prefix && ((uses.get(prefix.name) ?? 0) > 1 || isWrittenAsName(prefix.name)) ? prefix : null,
  );
  const spoken = voiced.filter(({ voices }) => voices.length > 0).length;
  // Somebody says "Ann: …" in any file; where speakers are written so, most cues begin with one.
  const isNamed = names.filter((name) => name !== null).length * 2 > spoken;
  return voiced.map(({ cue, voices }, index) => {
    const bracketed = prefixes[index]?.isBracketed ? prefixes[index] : null;
    const voice = isNamed ? (names[index] ?? bracketed) : bracketed;
    return { cue, voices: voice ? [voice] : voices };
  });
}

function identityOf(label: string): Identity {
  return {
    name: isGenericLabel(label) ? null : label,
    phone: /^\+?[\d ()-]{7,}$/.test(label) ? label : null,
    exportSide: sideOfRole(label),
  };
}
