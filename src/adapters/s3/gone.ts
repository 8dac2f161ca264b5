/**
 * Whether an object is not there. Of whom may not list the bucket S3 hides that: it says that they are denied, as it does to whom the
 * key of the bucket shuts out. Only the words tell the two apart, and what cannot be decrypted is not gone.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const isGone = (error: unknown, { mayList }: { readonly mayList: boolean }): boolean => {
  const { name, message } = error as Error;
  return name === 'NoSuchKey' || (name === 'AccessDenied' && !mayList && !/\bkms:/i.test(message));
};
