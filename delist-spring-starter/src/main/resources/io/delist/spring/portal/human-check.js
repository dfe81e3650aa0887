/*
 * Solves the portal's human check: finds the number whose SHA-256, behind the salt, is the
 * challenge. It works in short turns, so that the page stays usable, says in a live region how far
 * it is, and needs nothing of the visitor. SHA-256 is written out here (FIPS 180-4), since browsers
 * offer their own only to pages that came over TLS.
 */
(function () {
  'use strict';

  var K = [];
  var INITIAL = [];

  /** The first bits of the fractions of roots of the first primes, as FIPS 180-4 defines them. */
  (function () {
    function fraction(root) {
      return ((root - Math.floor(root)) * 4294967296) | 0;
    }
    for (var candidate = 2; K.length < 64; candidate++) {
      var prime = true;
      for (var factor = 2; factor * factor <= candidate; factor++) {
        prime = prime && candidate % factor !== 0;
      }
      if (prime) {
        if (INITIAL.length < 8) {
          INITIAL.push(fraction(Math.sqrt(candidate)));
        }
        K.push(fraction(Math.cbrt(candidate)));
      }
    }
  })();

  function rotated(x, by) {
    return (x >>> by) | (x << (32 - by));
  }

  /** SHA-256 of a text of ASCII characters, in hexadecimal. */
  function sha256(text) {
    var length = text.length;
    var blocks = ((length + 8) >> 6) + 1;
    var words = new Int32Array(blocks * 16);
    for (var i = 0; i < length; i++) {
      words[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
    }
    words[length >> 2] |= 0x80 << (24 - (length & 3) * 8);
    words[words.length - 1] = length * 8;

    var h = INITIAL.slice();
    var w = new Int32Array(64);
    for (var at = 0; at < words.length; at += 16) {
      var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], last = h[7];
      for (var t = 0; t < 64; t++) {
        if (t < 16) {
          w[t] = words[at + t];
        } else {
          var x = w[t - 15];
          var y = w[t - 2];
          w[t] =
              (w[t - 16] + (rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3))
                  + w[t - 7] + (rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10))) | 0;
        }
        var one =
            (last + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25))
                + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
        var two =
            ((rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22))
                + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        last = g;
        g = f;
        f = e;
        e = (d + one) | 0;
        d = c;
        c = b;
        b = a;
        a = (one + two) | 0;
      }
      var sums = [a, b, c, d, e, f, g, last];
      for (var s = 0; s < 8; s++) {
        h[s] = (h[s] + sums[s]) | 0;
      }
    }
    return h.map(function (word) {
      return ('00000000' + (word >>> 0).toString(16)).slice(-8);
    }).join('');
  }

  var TURN_MILLIS = 30;

  function solve(challenge, done, failed) {
    var number = 0;
    function turn() {
      var end = Date.now() + TURN_MILLIS;
      while (number <= challenge.maxnumber) {
        if (sha256(challenge.salt + number) === challenge.challenge) {
          done(number);
          return;
        }
        number++;
        if (number % 64 === 0 && Date.now() > end) {
          setTimeout(turn, 0);
          return;
        }
      }
      failed();
    }
    setTimeout(turn, 0);
  }

  function start(box) {
    var challenge = JSON.parse(box.getAttribute('data-challenge'));
    var status = box.querySelector('[role=status]');
    var answer = box.querySelector('input[name=altcha]');
    var form = answer.form;
    var waiting = false;

    function say(name) {
      status.textContent = status.getAttribute('data-' + name);
    }

    say('working');
    form.addEventListener('submit', function (event) {
      if (!answer.value) {
        event.preventDefault();
        waiting = true;
        say('waiting');
      }
    });
    solve(
        challenge,
        function (number) {
          answer.value = btoa(JSON.stringify({
            algorithm: challenge.algorithm,
            challenge: challenge.challenge,
            number: number,
            salt: challenge.salt,
            signature: challenge.signature
          }));
          say('done');
          if (waiting) {
            form.submit();
          }
        },
        function () {
          say('failed');
        });
  }

  if (typeof document === 'undefined') {
    module.exports = { sha256: sha256, solve: solve };
  } else {
    document.addEventListener('DOMContentLoaded', function () {
      var box = document.getElementById('human-check');
      if (box) {
        start(box);
      }
    });
  }
})();
