import type { Participant, Transcript } from '../domain/index.js';

export function attributeSides(transcript: Transcript): Participant[] {
  return [...transcript.participants];
}
