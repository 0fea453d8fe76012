/** `丟 丢|並 并|…`: traditional and simplified characters, as OpenCC has them. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string;
  export default pairs;
}
