/** Times as API Gateway writes them in events and access logs. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Common log format: `21/Nov/2026:10:00:00 +0000`. */
export const apiTime = (milliseconds: number): string => {
  const [year, month, day, time] = new Date(milliseconds).toISOString().split(/[-T.]/);
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
};
