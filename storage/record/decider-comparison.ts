import type { RecordValue } from './values.js';

type Person = RecordValue<'decision_chain'>;

/** Two different people of whom each is said to decide. Who is known by a title alone may be either. */
export function decidersDiffer(a: Person, b: Person): boolean {
  if (a.role !== 'decision_maker' || b.role !== 'decision_maker') return false;
  const [left, right] = [nameOf(a), nameOf(b)];
  if (left !== '' && right !== '') return !sameName(left, right);
  const [one, other] = [wordOf(a.title), wordOf(b.title)];
  return one !== '' && other !== '' && one !== other && !one.includes(other) && !other.includes(one);
}

const HAN = /\p{Script=Han}/u;
/** “刘总”, “刘强总”, "Mr Reed". */
const ADDRESS = /(?:总|经理|主任|总监|老师|先生|女士|董|工|哥|姐|局长|院长|校长|处长|科长)$|^(?:mr|mrs|ms|dr)\.? /;

const wordOf = (text: string | null): string => (text ?? '').normalize('NFKC').toLowerCase().trim();
const nameOf = ({ name }: Person): string => wordOf(name).replace(ADDRESS, '').trim();

/** "Karen" is Karen Miller, and “刘” in “刘总” may be 刘强; “老刘” too. */
function sameName(a: string, b: string): boolean {
  if (HAN.test(a) && HAN.test(b)) {
    const [left, right] = [a.replace(/^[老小]/, ''), b.replace(/^[老小]/, '')];
    return (
      left === right || left.startsWith(right) || right.startsWith(left) || left.endsWith(right) || right.endsWith(left)
    );
  }
  const words = a.split(/\s+/);
  return b.split(/\s+/).some((word) => words.includes(word));
}
