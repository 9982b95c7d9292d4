/**
 * The child's end of the IPC channel to the runner: reports go up it, and its end means that
 * the runner is gone, even by SIGKILL. Without a channel (in a container, by hand) there is
 * no parent to lose and nobody to tell.
 */

/** A parent that is gone already is no error: `onParentGone` tells. */
export function tellParent(message: { readonly type: string }): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });
}

/** Calls back once, also when the parent was gone before this module was loaded. */
export function onParentGone(callback: () => void): void {
  const connected = process.connected as boolean | undefined; // undefined: there never was a channel
  if (connected === true) process.once("disconnect", callback);
  if (connected === false) setImmediate(callback);
}
