/** Writes a snapshot of text as the text itself. */
module.exports = {
  test: (value) => typeof value === 'string',
  serialize: (value) => value,
};
