/** What the node answered last, kept in the browser for when it cannot be reached. */
const DATABASE = "uprising.lastAnswers";
const STORE = "answers";
/** More than a day's pages; what was stored first goes first. */
const ANSWERS_MAX = 400;
/** What is larger is a list that nobody reads offline. */
const ANSWER_LENGTH_MAX = 600_000;

export interface LastAnswer {
  readonly text: string;
  /** When it was given. */
  readonly atMs: number;
}

interface Row extends LastAnswer {
  readonly name: string;
}

let opening: Promise<IDBDatabase> | null = null;

/** `owner` tells people and workspaces of one browser apart. What cannot be stored is left out. */
export async function keepAnswer(owner: string, path: string, text: string): Promise<void> {
  if (text.length > ANSWER_LENGTH_MAX) return;
  const row: Row = { name: `${owner} ${path}`, text, atMs: Date.now() };
  const store = (await open()).transaction(STORE, "readwrite").objectStore(STORE);
  store.put(row);
  const count = await answered(store.count());
  if (count <= ANSWERS_MAX) return;
  const oldest = store.index("atMs").openKeyCursor();
  let left = count - ANSWERS_MAX;
  oldest.addEventListener("success", () => {
    const cursor = oldest.result;
    if (cursor === null || left <= 0) return;
    left -= 1;
    store.delete(cursor.primaryKey);
    cursor.continue();
  });
}

export async function lastAnswer(owner: string, path: string): Promise<LastAnswer | null> {
  const store = (await open()).transaction(STORE, "readonly").objectStore(STORE);
  return (await answered<Row | undefined>(store.get(`${owner} ${path}`))) ?? null;
}

/** Nothing of it is left: whoever signs out may leave the browser to somebody else. */
export async function forgetAnswers(): Promise<void> {
  const store = (await open()).transaction(STORE, "readwrite").objectStore(STORE);
  await answered(store.clear());
}

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.addEventListener("upgradeneeded", () => {
      request.result.createObjectStore(STORE, { keyPath: "name" }).createIndex("atMs", "atMs");
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no database")));
  });
  return opening;
}

function answered<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no answer of the database")));
  });
}
