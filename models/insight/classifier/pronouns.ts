import type { Mention } from '../people/people.js';

/** The last of those spoken of whom "she", 他 or "they" may mean. */
export function meantBy<P extends Pick<Mention, 'name' | 'title'>>(
  pronoun: string,
  spokenOf: readonly P[],
): P | undefined {
  const other = /^(?:她(?!们)|she|her)/.test(pronoun) ? MALE : /^(?:他(?!们)|he|him|his)/.test(pronoun) ? FEMALE : null;
  const single = other !== null || /^(?:佢(?!哋)|伊)/.test(pronoun);
  return spokenOf.find(({ name, title }) => {
    const called = (title ?? name ?? '').toLowerCase();
    return !(other?.test(called) === true) && !(single && name === null && BODY.test(called));
  });
}

/** A pronoun reaches back over so many mentions. */
export const RECENT = 4;
const MALE =
  /^(?:my )?(?:husband|hubby|dad|father|daddy|papa|son|brother|uncle|grandfather|grandpa|old man|landlord)$|老公|先生|爸|爹|儿子|哥|弟(?![妹媳])|叔|伯(?!母)|公公|岳父|女婿|[姐妹姑姨]夫|[姑姨]父|舅(?!妈)/;
const FEMALE =
  /^(?:my )?(?:wife|missus|mum|mom|mother|mam|mama|daughter|sister|aunt|auntie|grandma|niece|landlady)$|老婆|媳妇|太太|妈|娘|女儿|闺女|[姐妹](?!夫)|嫂|婆|姨(?![夫父])|姑(?![夫父爷])|婶|弟[妹媳]|伯母/;
const BODY =
  /(?:board|committee|council|trustees|governors|directors|partners|team|department|legal|finance|procurement|purchasing|compliance|infosec|security|hq|headquarters|head office|group|panel|members|union|owners|investors|shareholders|bank|(?:^|\s)it|hr)$|(?:会|部|科|处|局|办|中心|集团|总部|公司|法务|采购|消防|班子|股东|部门)$/;
