import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import { type Identity, sideOfRole } from '../sides.js';
import { languageOf } from '../transcripts/language-code.js';
import { type Spoken, spokenConversations } from '../transcripts/spoken.js';
import { endOf, ticksToMs } from '../transcripts/time-units.js';

/**
 * The input of Azure's conversation analysis: `analysisInput.conversations[].conversationItems[]`.
 * Words may carry ticks of 100 ns; without them there are no times.
 */
export const azureConversationImporter: Importer = {
  name: 'azure-conversation',
  label: 'Azure conversation analysis JSON',
  mediaType: 'application/json',
  recognise: ({ json }) => isObject(json) && conversationsOf(json).some((one) => Array.isArray(one.conversationItems)),
  read: (source, options) =>
    spokenConversations(source, conversationsOf(isObject(source.json) ? source.json : {}).map(readOne), options),
};

const conversationsOf = (document: JsonObject): readonly JsonObject[] =>
  objectsIn((isObject(document.analysisInput) ? document.analysisInput : document).conversations);

function readOne(conversation: JsonObject): Spoken {
  const speakers = new Map<string, Identity>();
  const segments = objectsIn(conversation.conversationItems).map((item) => {
    const speaker = labelOf(item.participantId);
    if (speaker !== null) speakers.set(speaker, { exportSide: sideOfRole(labelOf(item.role) ?? speaker) });
    const timings = objectsIn(item.audioTimings);
    const startMs = ticksToMs(timings[0]?.offset);
    const lastStartMs = ticksToMs(timings.at(-1)?.offset);
    const lastLengthMs = ticksToMs(timings.at(-1)?.duration);
    return {
      speaker,
      text: textOf(item.text) ?? textOf(item.itn) ?? textOf(item.lexical) ?? '',
      startMs,
      endMs: endOf(lastStartMs, lastLengthMs),
    };
  });
  return {
    format: 'azure-conversation',
    kind: conversation.modality === 'text' ? 'chat' : 'call',
    unit: 'segments',
    segments,
    speakers,
    threadId: labelOf(conversation.id),
    language: languageOf(conversation.language),
  };
}
