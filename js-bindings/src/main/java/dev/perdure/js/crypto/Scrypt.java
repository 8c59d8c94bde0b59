package dev.perdure.js.crypto;

/** The password hash of RFC 7914. */
final class Scrypt {
  private Scrypt() {}

  static byte[] derive(
      byte[] password, byte[] salt, int cost, int block, int parallel, int length) {
    byte[] bytes =
        Derivations.pbkdf2("SHA-256", password, salt, 1, Math.multiplyExact(parallel * 128, block));
    int words = 32 * block;
    int[] state = new int[words];
    int[] memory = new int[Math.multiplyExact(words, cost)];
    for (int p = 0; p < parallel; p++) {
      read(bytes, p * words * 4, state);
      mix(state, memory, cost, block);
      write(state, bytes, p * words * 4);
    }
    return Derivations.pbkdf2("SHA-256", password, bytes, 1, length);
  }

  private static void mix(int[] state, int[] memory, int cost, int block) {
    int words = state.length;
    int[] scratch = new int[words];
    for (int i = 0; i < cost; i++) {
      System.arraycopy(state, 0, memory, i * words, words);
      blockMix(state, scratch, block);
    }
    for (int i = 0; i < cost; i++) {
      int at = (state[words - 16] & (cost - 1)) * words;
      for (int j = 0; j < words; j++) {
        state[j] ^= memory[at + j];
      }
      blockMix(state, scratch, block);
    }
  }

  private static void blockMix(int[] state, int[] scratch, int block) {
    int[] x = new int[16];
    System.arraycopy(state, state.length - 16, x, 0, 16);
    for (int i = 0; i < 2 * block; i++) {
      for (int j = 0; j < 16; j++) {
        x[j] ^= state[i * 16 + j];
      }
      salsa(x);
      System.arraycopy(x, 0, scratch, (i / 2 + (i % 2) * block) * 16, 16);
    }
    System.arraycopy(scratch, 0, state, 0, state.length);
  }

  private static void salsa(int[] block) {
    int[] x = block.clone();
    for (int round = 0; round < 4; round++) {
      quarter(x, 0, 4, 8, 12);
      quarter(x, 5, 9, 13, 1);
      quarter(x, 10, 14, 2, 6);
      quarter(x, 15, 3, 7, 11);
      quarter(x, 0, 1, 2, 3);
      quarter(x, 5, 6, 7, 4);
      quarter(x, 10, 11, 8, 9);
      quarter(x, 15, 12, 13, 14);
    }
    for (int i = 0; i < 16; i++) {
      block[i] += x[i];
    }
  }

  private static void quarter(int[] x, int a, int b, int c, int d) {
    x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
    x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
    x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
    x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
  }

  private static void read(byte[] bytes, int offset, int[] words) {
    for (int i = 0; i < words.length; i++) {
      int at = offset + 4 * i;
      words[i] =
          (bytes[at] & 0xff)
              | (bytes[at + 1] & 0xff) << 8
              | (bytes[at + 2] & 0xff) << 16
              | bytes[at + 3] << 24;
    }
  }

  private static void write(int[] words, byte[] bytes, int offset) {
    for (int i = 0; i < words.length; i++) {
      for (int j = 0; j < 4; j++) {
        bytes[offset + 4 * i + j] = (byte) (words[i] >>> (8 * j));
      }
    }
  }
}
