// How pinyin-pro reads Chinese words: one a line on standard input, their syllables ('yu4 suan4') on standard output.
import { text } from 'node:stream/consumers';

import { pinyin } from 'pinyin-pro';

const read = (word) =>
  pinyin(word, { toneType: 'num', type: 'array', v: true, toneSandhi: false })
    .map((syllable) => syllable.replace(/0$/, '5'))
    .join(' ');
process.stdout.write((await text(process.stdin)).split('\n').map(read).join('\n'));
