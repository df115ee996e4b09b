/** Hands a text, or what is a file already, to the browser as a file to keep. */
export function saveFile(text: BlobPart, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file over once the click is through.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
