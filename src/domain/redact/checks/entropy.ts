/** How unpredictable a text is, which tells a generated secret from a word. */

/** Shannon entropy of the ASCII characters of `text`, in bits per character, 0–7. */
export const entropyOf = (text: string): number => {
  const counts = new Uint16Array(128);
  let total = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      counts[code]!++;
      total++;
    }
  }
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / total) * Math.log2(count / total);
  return bits;
};
