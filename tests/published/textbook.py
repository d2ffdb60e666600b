"""A worked example of a scale's reliability with the output of SPSS.

Daniel J. Denis, »Applied Univariate, Bivariate, and Multivariate Statistics« (2nd ed., Wiley 2021), the section on
reliability: five items, ten persons.
"""

SCORES = (
    (10, 12, 15, 11, 12),
    (12, 18, 12, 12, 1),
    (8, 16, 14, 14, 4),
    (6, 8, 16, 8, 6),
    (4, 7, 8, 7, 5),
    (6, 6, 3, 7, 3),
    (3, 4, 6, 5, 8),
    (7, 3, 7, 9, 9),
    (8, 9, 4, 10, 10),
    (9, 5, 6, 11, 12),
)
ALPHA = 0.633
MEANS = (7.3, 8.8, 9.1, 9.4, 7.0)
STANDARD_DEVIATIONS = (2.71006, 5.05085, 4.74810, 2.71621, 3.80058)
FIRST_CORRECTED_CORRELATION = 0.712
VARIANCE_WITHOUT_FIRST = 108.900
