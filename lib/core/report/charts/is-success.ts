/** Whether a status, as steps tell it, is one of success; `0` stands for no answer. */
export function isSuccess(status: string): boolean {
  return /^2\d\d$/.test(status);
}
