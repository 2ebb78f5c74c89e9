// Which names and texts are secrets in clear text.
import { findSecretArguments, findSecretTexts } from '../../src/manifests/clear-text';

const secret = 'Hunter2-Hunter2';
const isFlagged = (name: string, text = secret) => findSecretTexts({ [name]: text }).length > 0;

const GUILTY_NAMES = `
  PGPASSWORD PASSWORD DB_PASSWORD MYSQL_ROOT_PASSWORD DB_PASSWORD_PROD PASSWORD2 PASSWORD_1 dbPassword db.password
  spring.datasource.password SMTP_PASS DB_PASS DBPASS DB_PWD SSH_PASSPHRASE REDIS_PASSWD GITHUB_TOKEN TOKEN authToken
  API_TOKENS SLACK_TOKEN_OLD SESSION_SECRET JWT_SECRET CLIENT_SECRET_VALUE SECRET_KEY SECRET_KEY_BASE MY_SECRET_SAUCE
  AWS_SECRET_ACCESS_KEY API_KEY STRIPE_API_KEY apiKey APIKEY PRIVATE_KEY ACCESS_KEY ENCRYPTION_KEY_V2 SIGNING_KEY
  AZURE_STORAGE_ACCOUNT_KEY DB_CREDENTIALS requirepass VAULT_TOKEN_PROD REDISCLI_AUTH DB_PW ADMIN_PW MONGO_PW JWT_KEY
  FERNET_KEY HMAC_KEY WEBHOOK_KEY PASSWORD_DB TOKEN_GITHUB API_KEY_STRIPE
`;

const INNOCENT_NAMES = `
  TOKEN_TTL PASSWORD_MIN_LENGTH SECRET_NAME PGPASSWORD_FILE TOKEN_FILE SECRET_FILE PGPASSFILE NEXT_PUBLIC_API_TOKEN
  NEXT_PUBLIC_SECRET VITE_TOKEN REACT_APP_API_KEY PUBLIC_KEY STRIPE_PUBLISHABLE_KEY MAX_TOKENS LLM_MAX_TOKENS
  INPUT_TOKENS_PER_MINUTE TOKENS_PER_SECOND TOKENIZER TOKENIZERS_PARALLELISM TOKEN_ENDPOINT TOKEN_URL TOKEN_ISSUER
  TOKEN_AUDIENCE PASSWORD_POLICY PASSWORD_RESET_URL RESET_PASSWORD_PAGE PASSWORD_HASH_ALGORITHM AWS_ACCESS_KEY_ID
  API_KEY_HEADER SECRETS_DIR SECRET_PATH SECRETS_MANAGER_ARN SECRET_STORE SECRET_ROTATION_DAYS SECRET_VERSION
  IMAGE_PULL_SECRET TLS_SECRET PWD OLDPWD COMPASS BYPASS_CACHE PASSPORT_STRATEGY PASSENGER_APP_ENV AUTHORS AUTHORITY
  SECRETARY_EMAIL KEYCLOAK_URL PRIMARY_KEY SORT_KEY CACHE_KEY KEY_PREFIX RECAPTCHA_SITE_KEY BROKEN_LINKS PGUSER
  REDIS_HOST secrets.yaml tokenizer.json passwordField CSRF_TOKEN_COOKIE CREDENTIALS_MODE LOGIN_WITHOUT_PASSWORD
  REQUIRE_PASSWORD MAX_PASS EXTERNAL_SECRETS_OPERATOR ALGOLIA_SEARCH_API_KEY FIREBASE_API_KEY POSTHOG_API_KEY
  MIXPANEL_TOKEN DD_CLIENT_TOKEN SUPABASE_ANON_KEY ERC20_TOKEN GAS_TOKEN PAD_TOKEN MASK_TOKEN SECRET_FIELDS
  SECRET_SCANNING STORAGE_KEY SESSION_KEY APP_KEY BASIC_AUTH EXISTING_SECRET
`;

const words = (text: string) => text.trim().split(/\s+/);

test.each(words(GUILTY_NAMES))('%s means a secret', (name) => {
  expect(findSecretTexts({ [name]: secret })).toEqual([{ name, reason: 'text under a name that means a secret' }]);
});

test.each(words(INNOCENT_NAMES))('%s means no secret', (name) => {
  expect(isFlagged(name)).toBe(false);
});

test.each([
  ['APP_KEY', 'base64:SHVudGVyMg==', true],
  ['APP_KEY', 'com.example.app', false],
  ['SESSION_KEY', 'a1b2c3d4e5f60718', true],
  ['SESSION_KEY', 'user_id', false],
  ['BASIC_AUTH', 'admin:Hunter2', true],
  ['BASIC_AUTH', '$(USER):$(PASSWORD)', false],
  ['BASIC_AUTH', 'host:8080', false],
  ['FIREBASE_API_KEY', `AIza${'a1'.repeat(18)}`, false],
  ['NEXT_PUBLIC_SUPABASE_ANON_KEY', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', false],
])('the text under %s decides: %j', (name, text, expected) => {
  expect(isFlagged(name, text)).toBe(expected);
});

test('the tables are as long as they have to be', () => {
  expect(words(GUILTY_NAMES).length).toBeGreaterThanOrEqual(25);
  expect(words(INNOCENT_NAMES).length).toBeGreaterThanOrEqual(40);
});

test.each([
  ...['', 'true', 'no', '0', '$(PGPASSWORD)', '${PGPASSWORD}', '$PGPASSWORD', '{{ .Values.password }}', '<password>'],
  ...['3', '[PAD]', 'password,token', 'password, token', 'vault:secret/data/db#password', 'op://vault/item/password'],
  ...['/run/secrets/password', '/var/run/secrets/kubernetes.io/serviceaccount/token', '****', '$(USER)$(PASSWORD)'],
])('%j is no secret under any name', (text) => {
  expect(isFlagged('PGPASSWORD', text)).toBe(false);
});

test.each([
  ['postgres://user:Hunter2@db.example/app', 'a URL with a password'],
  ['redis://:Hunter2@cache.example:6379', 'a URL with a password'],
  ['amqp+ssl://u:p%40ss@mq.example, amqp://$(USER):$(PASS)@mq', 'a URL with a password'],
  ['url: mysql://root:Hunter2@db\n', 'a URL with a password'],
  ['postgres://user:$(A)Hunter2@db', 'a URL with a password'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMII…', 'a private key'],
  ['host=db user=app password=Hunter2', 'text with a password'],
  ['Server=db;Password=Hunter2;', 'text with a password'],
  ['jdbc:postgresql://db/app?user=app&password=Hunter2', 'text with a password'],
  [`Bearer ghp_${'a1'.repeat(18)}`, 'a token'],
  ...['sk-ant-', 'npm_', 'hvs.', 'whsec_', 'SG.', 'glpat-', 'sk_live_', 'AIza'].map((prefix) => [
    `${prefix}${'a1'.repeat(18)}`,
    'a token',
  ]),
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'a token'],
  ['https://hooks.slack.com/services/T0/B0/x', 'a token'],
  ['-----BEGIN PGP PRIVATE KEY BLOCK-----\nMII…', 'a private key'],
  ['user:Hunter2@tcp(db:3306)/app', 'text with a password'],
  ['AccountName=a;AccountKey=aGVsbG8=;', 'text with a password'],
  ['Authorization: Bearer Hunter2', 'a header with a password or token'],
  ['{"headers":{"Authorization":"Basic aHVudGVyMg=="}}', 'a header with a password or token'],
  ['authorization=Basic%20aHVudGVyMg', 'a header with a password or token'],
  ["CREATE ROLE app LOGIN PASSWORD 'Hunter2';\n", 'text with a password'],
  ['{"db":{"user":"app","password":"Hunter2"}}', 'text with a password'],
  ['{"auths":{"r":{"auth":"YXBwOmh1bnRlcjI="}}}', 'text with a password'],
  ['{\\"password\\":\\"Hunter2\\"}', 'text with a password'],
  ['x=y\nspring.datasource.password=Hunter2\n', 'text with a password on line 2'],
  ['[db]\npassword = Hunter2 ; the old one', 'text with a password on line 2'],
  ['db:\r\n  password: Hunter2\r\n', 'text with a password on line 2'],
  ['db:\n  - apiKey: "Hunter2" # old', 'text with a password on line 2'],
  ['<db>\n  <password>Hunter2</password>\n</db>', 'text with a password on line 2'],
  ['<property name="db.password" value="Hunter2"/>', 'text with a password'],
  ['port 6379\nrequirepass Hunter2\n', 'text with a password on line 2'],
  ['proxy_set_header Authorization "Basic aHVudGVyMg==";\n', 'a header with a password or token'],
  ['#!/bin/sh\nexport PGPASSWORD=Hunter2 PGUSER=app\n', 'text with a password on line 2'],
])('the form of %j shows a secret', (text, reason) => {
  expect(findSecretTexts({ INNOCENT: text })).toEqual([{ name: 'INNOCENT', reason }]);
});

test.each([
  ...[
    'https://example.com/a:b@c',
    'https://key@sentry.example/1',
    'postgres://user@db.example/app',
    'http://[::1]:80/',
  ],
  ...['postgres://$(PGUSER):$(PGPASSWORD)@$(PGHOST)', 'amqp://u:${PASS}@mq', 'redis://:<password>@cache', 'a:b@c'],
  ...['git@github.com:a/b.git', 'mailto:a:b@c', 'type=password&x=1', 'password=$(PGPASSWORD)', 'http://h:80/@me'],
  ...['LOG=password=\\S+', 'password=[^&]*', 'Authorization: Bearer token', 'Authorization: Bearer <token>'],
  ...['Authorization: Bearer $TOKEN', 'Authorization: Bearer {token}', 'user:$(PASS)@tcp(db)/x', 'password: see below'],
  ...['{"password":"Password","forgotPassword":"Forgot it?"}', '{"password":{"type":"string"},"token":"string"}'],
  ...['a=b\npassword=${DB_PASSWORD:-x}\ntoken=$1', 'db:\n  password: "{{ .Values.password }}"\n  tokenTtl: 5m'],
  ...['db:\n  passwordSecret:\n    name: db\n  password: *db\n  secret: |\n', 'TOKEN="$token"\nPASSWORD=`cat f`'],
  ...['const token = getToken();\ntoken = read(file);\n  token: process.env.TOKEN,', '# Token: abc1\nuser = app'],
  ...['<password>Kennwort</password>', '<input name="password" type="password">', 'requirepass $REDIS_PASSWORD'],
  ...['proxy_set_header Authorization $http_authorization;', 'password: see the wiki\ntoken: ask for it'],
  ...['The password is: Hunter2\nPassword policy: strict', 'password_file: /run/secrets/a\ntokens: 3'],
  ...["CREATE ROLE app PASSWORD '$PGPASSWORD'", '{"firebase":{"apiKey":"AIzaSyA1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a"}}'],
  ...['https://h/?next=//a:b', 'w://$(A):$(B):$(C)@h', 'Passwords: see https://example.com'],
])('the form of %j shows no secret', (text) => {
  expect(isFlagged('INNOCENT', text)).toBe(false);
});

test.each<[string[], number]>([
  [['--password=Hunter2'], 0],
  [['serve', '--token', 'Hunter2'], 2],
  [['--db-password', 'Hunter2', '--verbose'], 1],
  [['-Dspring.datasource.password=Hunter2'], 0],
  [['env', 'PGPASSWORD=Hunter2', 'psql'], 1],
  [['sh', '-c', 'PGPASSWORD="Hunter2" exec psql'], 2],
  [['sh', '-c', 'run --token Hunter2'], 2],
  [['redis-server', '--requirepass', 'Hunter2'], 2],
  [['--url', 'redis://:Hunter2@cache'], 1],
  [['--set', 'auth.apiKey=Hunter2'], 1],
  [['redis-cli', '-a', 'Hunter2', 'ping'], 2],
  [['sh', '-c', 'redis-cli -a "Hunter2" ping'], 2],
  [['mysqldump', '-pHunter2', 'app'], 1],
  [['curl', '-u', 'admin:Hunter2', 'https://a'], 2],
  [['sh', '-c', '/usr/bin/curl --user admin:Hunter2 https://a'], 2],
  [['curl', '-H', 'Authorization: Bearer Hunter2'], 2],
  [['sh', '-c', 'curl -H "Authorization: Bearer Hunter2"'], 2],
  [['--password', '$ecret'], 1],
  [['run', '--config={"db":{"password":"Hunter2"}}'], 1],
])('finds the secret in %j', (args, index) => {
  expect(findSecretArguments(args)).toEqual([expect.objectContaining({ index })]);
});

test.each<[string[]]>([
  [['--password=$(PGPASSWORD)']],
  [['--token', '$(TOKEN)']],
  [['--password-file', '/run/password']],
  [['--password-file=/run/password']],
  [['--token-ttl', '5m']],
  [['--password']],
  [['--no-password', '--verbose']],
  [['--max-tokens', '4096']],
  [['sh', '-c', 'PGPASSWORD=$(cat /run/password) psql']],
  [['sh', '-c', 'export TOKEN=`cat /run/token`; PGPASSWORD="$PW" psql']],
  [['node', 'main.js', '--secret-name=x']],
  [['sh', '-c', 'redis-cli --pass "$REDIS_PASSWORD" ping']],
  [['sh', '-c', 'vault login --token "${TOKEN}"']],
  [['sh', '-c', 'npm login --auth-token "$(cat f)"']],
  [['sh', '-c', 'TOKEN=$1 run --token "$token" --password $2']],
  [['sh', '-c', 'redis-cli -a "$REDIS_PASSWORD"; mysql -p"$PASS" -e x; curl -u "$USER:$PASS" a']],
  [['sh', '-c', 'curl -H "Authorization: Bearer $(cat /run/token)" https://a']],
  [['sh', '-c', 'curl -H "Authorization: Bearer $token" https://a']],
  [['tar', '-a', 'Hunter2']],
  [['ssh', '-p22', '-u', 'admin:Hunter2']],
])('finds no secret in %j', (args) => {
  expect(findSecretArguments(args)).toEqual([]);
});

test('judges long texts in a time in proportion to their length: else this exceeds the time limit of a test', () => {
  const long = 100_000;
  const dull = [
    'eyJ',
    '"a":"',
    '"a":     ',
    'user a ',
    'a:b@',
    'token: \n',
    'authorization: ',
    '<a>',
    'name="a" ',
    'requirepass ',
    'requirepass\n',
  ];
  expect(dull.flatMap((text) => findSecretTexts({ A: text.repeat(long / 5) }))).toEqual([]);
  const texts = [`a://${':'.repeat(long)}`, 'a:'.repeat(long), '?password='.repeat(long / 10), 'A_'.repeat(long)];
  expect(texts.map((text) => findSecretTexts({ [text]: text }).length)).toEqual([0, 0, 1, 0]);
  expect(findSecretArguments(Array<string>(long / 10).fill('--token'))).toEqual([]);
});
