/** To the last digit. */
import { expectAnswers } from "../answers.ts";

expectAnswers({
  "SELECT exp(1) AS a, exp(2) AS b, cosh(1) AS c, cosh(-1) AS d, log(3) AS e, ln(3) AS f, log2(0.9D) AS g, log2(10) AS h, log(2, 10) AS i, sin(2.5D) AS j, csc(2.5D) AS k, acosh(3) AS l, atanh(0.3D) AS m":
    [
      '{"a":2.7182818284590455,"b":7.38905609893065,"c":1.543080634815244,"d":1.543080634815244,"e":1.0986122886681096,"f":1.0986122886681096,"g":-0.15200309344504997,"h":3.3219280948873626,"i":3.3219280948873626,"j":0.5984721441039564,"k":1.67092154555868,"l":1.7627471740390859,"m":0.3095196042031117}',
    ],
  "SELECT exp(CAST('Infinity' AS DOUBLE)) AS a, exp(CAST('-Infinity' AS DOUBLE)) AS b, ln(CAST('NaN' AS DOUBLE)) AS c, sin(NULL) AS d, cosh(CAST('NaN' AS DOUBLE)) AS e, atanh(1) AS f, acosh(0.5D) AS g":
    ['{"a":"Infinity","b":0.0,"c":"NaN","d":null,"e":"NaN","f":"Infinity","g":"NaN"}'],
});
