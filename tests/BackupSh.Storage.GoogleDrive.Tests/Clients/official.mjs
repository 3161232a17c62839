// Uses a Drive server as a program with Google's own client does. Prints what it has found as JSON.
import { Readable } from 'node:stream';
import { createHash, randomBytes } from 'node:crypto';
import { drive as open, auth } from '@googleapis/drive';

const { ROOT_URL, TOKEN_URL, CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, FOLDER_ID } = process.env;
const credentials = new auth.OAuth2({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, endpoints: { oauth2TokenUrl: TOKEN_URL } });
credentials.setCredentials({ refresh_token: REFRESH_TOKEN });
const drive = open({ version: 'v3', auth: credentials });

// Uploads take the address from the call alone.
const here = { rootUrl: ROOT_URL };
const found = {};
const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');

async function upload(name, bytes, id) {
    const media = { mimeType: 'application/octet-stream', body: Readable.from([bytes]) };
    const requestBody = { name, parents: [FOLDER_ID], id, appProperties: { run: 'r1' } };
    return (await drive.files.create({ requestBody, media, fields: 'id,size,md5Checksum,appProperties' }, here)).data;
}

async function download(fileId, headers = {}) {
    const { data } = await drive.files.get({ fileId, alt: 'media' }, { ...here, headers, responseType: 'arraybuffer' });
    return Buffer.from(data);
}

async function refusal(work) {
    try {
        await work();
        return 'none';
    } catch (error) {
        return `${error.status ?? error.code} ${error.errors?.[0]?.reason ?? error.response?.data?.error?.errors?.[0]?.reason}`;
    }
}

const small = Buffer.from("a small file's bytes\r\n\u0000\u00ff", 'latin1');
const large = randomBytes(3 * 1024 * 1024 + 17);
const [id] = (await drive.files.generateIds({ count: 1 }, here)).data.ids;
const first = await upload("it's small", small, id);
const second = await upload('large', large);
found.small = first.id === id && first.md5Checksum === md5(small) && first.size === String(small.length) && first.appProperties.run === 'r1';
found.large = second.md5Checksum === md5(large);
found.empty = (await upload('empty', Buffer.alloc(0))).size;
found.usedId = await refusal(() => upload('again', small, id));
await upload('large', small);

const q = `'${FOLDER_ID}' in parents and trashed = false`;
const names = [];
let pageToken;
do {
    const page = (await drive.files.list({ q, pageSize: 2, pageToken, orderBy: 'name', fields: 'nextPageToken,incompleteSearch,files(name)' }, here)).data;
    names.push(...page.files.map((file) => file.name));
    pageToken = page.nextPageToken;
} while (pageToken);
found.names = names;
found.byName = (await drive.files.list({ q: `${q} and name = 'it\\'s small'` }, here)).data.files.map((file) => file.id === id);
found.byProperty = (await drive.files.list({ q: `${q} and appProperties has { key='run' and value='r1' } and not name contains 'la'`, fields: 'files(name)' }, here)).data.files.length;
found.badSearch = await refusal(() => drive.files.list({ q: 'size > 3' }, here));
found.whole = md5(await download(second.id)) === md5(large);
found.range = (await download(first.id, { Range: 'bytes=2-6' })).toString();
found.trashed = (await drive.files.update({ fileId: second.id, requestBody: { trashed: true }, fields: 'trashed' }, here)).data.trashed;
found.deleted = (await drive.files.delete({ fileId: id }, here)).status;
found.missing = await refusal(() => drive.files.get({ fileId: id }, here));
found.left = (await drive.files.list({ q, orderBy: 'name' }, here)).data.files.map((file) => file.name);
found.usage = (await drive.about.get({ fields: 'storageQuota(usage),user(emailAddress)' }, here)).data;
console.log(JSON.stringify(found));
