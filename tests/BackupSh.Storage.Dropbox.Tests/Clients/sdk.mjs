// Drives Dropbox's own SDK through everything that a backup needs, against the server at argv[2], and prints what came back.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [address, packages, refreshToken] = process.argv.slice(2);
const { Dropbox } = createRequire(pathToFileURL(packages + '/'))('dropbox');
const rewritten = (url, options) => {
  const target = new URL(url);
  return fetch(address.replace(/\/$/, '') + target.pathname + target.search, options);
};
const dropbox = new Dropbox({ clientId: 'test-app-key', clientSecret: 'test-app-secret', refreshToken, fetch: rewritten });
const bytes = (count) => Buffer.from(Array.from({ length: count }, (_, index) => (index * 7) & 255));
const tagOf = async (call) => {
  try {
    await call();
    return 'no error';
  } catch (error) {
    return `${error.status} ${error.error?.error_summary ?? error.error}`;
  }
};
const result = {};

const small = await dropbox.filesUpload({ path: '/sdk/Ünï ☃.txt', contents: bytes(10), mode: { '.tag': 'add' } });
result.small = [small.result.name, small.result.path_lower, small.result.size];

const block = 4 * 1024 * 1024;
const content = bytes(2 * block + 5);
const start = await dropbox.filesUploadSessionStart({ contents: content.subarray(0, block) });
const session_id = start.result.session_id;
await dropbox.filesUploadSessionAppendV2({ cursor: { session_id, offset: block }, contents: content.subarray(block, 2 * block) });
result.offset = await tagOf(() => dropbox.filesUploadSessionAppendV2({ cursor: { session_id, offset: 1 }, contents: bytes(1) }));
const large = await dropbox.filesUploadSessionFinish({
  cursor: { session_id, offset: 2 * block },
  commit: { path: '/sdk/large', mode: { '.tag': 'add' }, strict_conflict: true },
  contents: content.subarray(2 * block),
});
result.large = large.result.size;

const parallel = (await dropbox.filesUploadSessionStart({ session_type: { '.tag': 'concurrent' } })).result.session_id;
await Promise.all([block, 0].map((offset) => dropbox.filesUploadSessionAppendV2({
  cursor: { session_id: parallel, offset }, contents: content.subarray(offset, offset + block) })));
result.notClosed = await tagOf(() => dropbox.filesUploadSessionFinish({
  cursor: { session_id: parallel, offset: 2 * block }, commit: { path: '/sdk/parallel' } }));
await dropbox.filesUploadSessionAppendV2({
  cursor: { session_id: parallel, offset: 2 * block }, close: true, contents: content.subarray(2 * block) });
const finished = await dropbox.filesUploadSessionFinish({
  cursor: { session_id: parallel, offset: content.length }, commit: { path: '/sdk/parallel' } });
result.sameHash = finished.result.content_hash === large.result.content_hash;

result.conflict = await tagOf(() => dropbox.filesUpload({
  path: '/SDK/large', contents: bytes(1), mode: { '.tag': 'add' }, strict_conflict: true }));

let names = [];
let page = await dropbox.filesListFolder({ path: '/sdk', limit: 1 });
for (;;) {
  names.push(...page.result.entries.map((entry) => `${entry['.tag']} ${entry.name}`));
  if (!page.result.has_more) break;
  page = await dropbox.filesListFolderContinue({ cursor: page.result.cursor });
}
result.names = names.sort();

const download = await dropbox.filesDownload({ path: '/sdk/large' });
result.download = Buffer.compare(download.result.fileBinary, content) === 0;
result.missing = await tagOf(() => dropbox.filesGetMetadata({ path: '/sdk/missing' }));
const link = await dropbox.filesGetTemporaryLink({ path: '/sdk/large' });
result.link = (await (await fetch(link.result.link)).arrayBuffer()).byteLength;
const rev = (await dropbox.filesGetMetadata({ path: '/sdk/large' })).result.rev;
result.staleDelete = await tagOf(() => dropbox.filesDeleteV2({ path: '/sdk/large', parent_rev: '123456789' }));
await dropbox.filesDeleteV2({ path: '/sdk/large', parent_rev: rev });
const job = (await dropbox.filesDeleteBatch({ entries: [{ path: '/sdk/parallel' }, { path: '/sdk/missing' }] })).result.async_job_id;
let check = await dropbox.filesDeleteBatchCheck({ async_job_id: job });
while (check.result['.tag'] === 'in_progress') check = await dropbox.filesDeleteBatchCheck({ async_job_id: job });
result.batch = check.result.entries.map((entry) => entry['.tag'] + (entry.failure ? ' ' + entry.failure['.tag'] : ''));
await dropbox.filesMoveV2({ from_path: '/sdk/Ünï ☃.txt', to_path: '/sdk/moved' });
await dropbox.filesCreateFolderV2({ path: '/sdk/folder' });
result.space = (await dropbox.usersGetSpaceUsage()).result.used;
result.account = (await dropbox.usersGetCurrentAccount()).result.root_info['.tag'];
result.left = (await dropbox.filesListFolder({ path: '/sdk' })).result.entries.map((entry) => entry.path_display).sort();
console.log(JSON.stringify(result));
