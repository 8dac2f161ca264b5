/** Stands in a bundle for `bowser`, which the AWS SDK would ask about the browser that it runs in: 34 KB that Node never runs. */
export default {};
