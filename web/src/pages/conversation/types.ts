import type { components } from '../../api/schema.js';

export type Conversation = components['schemas']['Conversation'];
export type Transcript = components['schemas']['Transcript'];
export type Turn = Transcript['turns'][number];
export type Participant = components['schemas']['Participant'];
