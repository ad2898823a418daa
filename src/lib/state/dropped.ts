/** Paths and files of a chosen folder (an input with `webkitdirectory`). */
export function filesOfInput(list: FileList): Map<string, File> {
  return new Map(
    [...list].map((file) => [file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file])
  );
}

/** Every file below what was dropped, by its path. Asks the drop at once: the list is gone after the event. */
export async function filesOfDrop(drop: DataTransfer): Promise<Map<string, File>> {
  const entries = [...drop.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = new Map<string, File>();
  for (const entry of entries) await collect(entry, '', files);
  return files;
}

async function collect(entry: FileSystemEntry, folder: string, files: Map<string, File>): Promise<void> {
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (entry.isFile) {
    files.set(
      path,
      await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    );
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred entries at a time, and an empty list at the end.
  for (;;) {
    const children = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (children.length === 0) return;
    for (const child of children) await collect(child, path, files);
  }
}
