import { type Frames } from '../../../models/transcriber/bundled/search.js';
import { UNITS } from './bundled-lexicon.js';

/**
 * What a network would give that hears these units, one frame each, `_` for a blank; `t?` is heard half-sure,
 * with the unit of that name as likely as the blank, and `t!` so surely that all others are out of the question.
 */
export function framesOf(said: string, sure = 0.97): Frames {
  const heard = said.split(' ');
  const values = new Float32Array(heard.length * UNITS.length);
  heard.forEach((name, frame) => {
    const [doubtful, certain] = [name.endsWith('?'), name.endsWith('!')];
    const unit = name === '_' ? 0 : UNITS.indexOf(doubtful || certain ? name.slice(0, -1) : name);
    if (unit < 0) throw new Error(`no unit ${name}`);
    const likely = certain ? 1 - 1e-6 : sure;
    const rest = (1 - likely) / (UNITS.length - 1);
    for (let i = 0; i < UNITS.length; i += 1) values[frame * UNITS.length + i] = Math.log(i === unit ? likely : rest);
    if (doubtful) for (const i of [unit, 0]) values[frame * UNITS.length + i] = Math.log(sure / 2);
  });
  return { values, count: heard.length, units: UNITS.length };
}
