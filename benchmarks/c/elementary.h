/* Exponential and logarithm of eight numbers at once: the library's take one at a time. */

/* 0 below -708; the arguments here are at most 0. Taylor series of what is left of a power of 2. */
static inline wide exps(wide x) {
    const double rounder = 0x1.8p52;
    whole usable = x > -708.0;
    x = (wide)((whole)x & usable);
    wide rounded = x * 0x1.71547652b82fep+0 + rounder, count = rounded - rounder;
    wide r = (x - count * 0x1.62e42feep-1) - count * 0x1.a39ef35793c76p-33;
    wide r2 = r * r, r4 = r2 * r2;
    wide low = (1.0 + r) + r2 * (1.0 / 2 + r * (1.0 / 6));
    wide middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
    wide high = (1.0 / 40320 + r * (1.0 / 362880)) + r2 * (1.0 / 3628800 + r * (1.0 / 39916800));
    wide top = 1.0 / 479001600 + r * (1.0 / 6227020800.0);
    wide series = low + r4 * (middle + r4 * (high + r4 * top));
    whole power = (whole)rounded - (whole)(wide){rounder, rounder, rounder, rounder,
                                                 rounder, rounder, rounder, rounder} + 1023;
    return (wide)((whole)(series * (wide)(power << 52)) & usable);
}

/* Of positive numbers. The power of 2, and the inverse hyperbolic tangent of the rest. */
static inline wide logs(wide x) {
    whole bits = (whole)x, power = (bits >> 52) - 1023;
    wide rest = (wide)((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
    whole large = rest > 0x1.6a09e667f3bcdp+0; /* -1 where true */
    rest = (wide)((whole)rest + (large & -0x10000000000000));
    wide count = __builtin_convertvector(power - large, wide);
    wide f = rest - 1.0, s = f / (2.0 + f), z = s * s, z2 = z * z, z4 = z2 * z2;
    wide low = (1.0 / 3 + z * (1.0 / 5)) + z2 * (1.0 / 7 + z * (1.0 / 9));
    wide high = (1.0 / 11 + z * (1.0 / 13)) + z2 * (1.0 / 15 + z * (1.0 / 17));
    wide top = 1.0 / 19 + z * (1.0 / 21);
    wide series = 2.0 * z * (low + z4 * (high + z4 * top));
    return count * 0x1.62e42feep-1 + (f - s * (f - series) + count * 0x1.a39ef35793c76p-33);
}
