// Skips the step of `cdk8s init` that downloads the schema of Kubernetes from GitHub: the tests do not use it, and need no
// network except registries.
if (/cdk8s$/.test(process.argv[1]) && process.argv[2] === 'import') process.exit();
