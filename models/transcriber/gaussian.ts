/** Sums over vectors, from which a Gaussian with full covariance follows; sums of two sets add up. */
export class VectorSums {
  count = 0;
  readonly sum: Float64Array;
  /** Lower triangle, row by row. */
  readonly products: Float64Array;

  constructor(readonly size: number) {
    this.sum = new Float64Array(size);
    this.products = new Float64Array((size * (size + 1)) / 2);
  }

  add(vector: ArrayLike<number>): void {
    this.count += 1;
    for (let i = 0, k = 0; i < this.size; i += 1) {
      const value = vector[i] as number;
      this.sum[i] = (this.sum[i] as number) + value;
      for (let j = 0; j <= i; j += 1, k += 1)
        this.products[k] = (this.products[k] as number) + value * (vector[j] as number);
    }
  }

  /** The sums over both sets. */
  with(other: VectorSums): VectorSums {
    const both = new VectorSums(this.size);
    both.count = this.count + other.count;
    for (let i = 0; i < this.sum.length; i += 1) both.sum[i] = (this.sum[i] as number) + (other.sum[i] as number);
    for (let k = 0; k < this.products.length; k += 1)
      both.products[k] = (this.products[k] as number) + (other.products[k] as number);
    return both;
  }

  /**
   * Cholesky's factor of the covariance, lower triangle row by row. The diagonal is raised by `floor`, and
   * the covariance drawn towards it as if `prior` vectors of spread `floor` had been seen, so that a few
   * vectors already give a Gaussian.
   */
  factor(floor: ArrayLike<number>, prior: number): Float64Array {
    const { size, count } = this;
    const factor = new Float64Array(this.products.length);
    for (let i = 0, k = 0; i < size; i += 1) {
      const row = (i * (i + 1)) / 2;
      for (let j = 0; j <= i; j += 1, k += 1) {
        const other = (j * (j + 1)) / 2;
        let value = (this.products[k] as number) - ((this.sum[i] as number) * (this.sum[j] as number)) / count;
        if (i === j) value += prior * (floor[i] as number);
        value /= count + prior;
        for (let m = 0; m < j; m += 1) value -= (factor[row + m] as number) * (factor[other + m] as number);
        factor[k] = i === j ? Math.sqrt(Math.max(value, 1e-9)) : value / (factor[other + j] as number);
      }
    }
    return factor;
  }
}

/** Logarithm of the determinant of the covariance, from its Cholesky factor. */
export function logDeterminant(factor: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i += 1) sum += Math.log(factor[(i * (i + 1)) / 2 + i] as number);
  return 2 * sum;
}
