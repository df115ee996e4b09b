/** An address without what is in it of one thing: errors of a page are counted by page, not by lead. */
export function routeName(path: string): string {
  return path.split("/").map((part) => isNameOfOne(part) ? ":id" : part).join("/");
}

/** Ids have digits, words of the page and of the API none but in the API’s version. */
function isNameOfOne(part: string): boolean {
  return (/\d/.test(part) && !/^v\d$/.test(part)) || part.length > 24;
}
