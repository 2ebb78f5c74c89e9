// Loaded by `node --require`: writes the modules that the app has loaded to the file LOADED, one a line.
process.on('exit', () => {
  const isApp = process.argv[1]?.endsWith('src/main.ts');
  if (isApp) require('node:fs').writeFileSync(process.env.LOADED, Object.keys(require.cache).join('\n'));
});
