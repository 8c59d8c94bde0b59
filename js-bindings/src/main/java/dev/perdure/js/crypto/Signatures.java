package dev.perdure.js.crypto;

import dev.perdure.workers.message.GuestException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** What pairs of keys do: sign, verify, encrypt, decrypt, agree. */
final class Signatures {
  private Signatures() {}

  static byte[] sign(String scheme, String hash, int salt, PrivateKey key, byte[] data) {
    try {
      Signature signature = signature(scheme, hash, salt);
      signature.initSign(key, Randomness.source());
      signature.update(input(scheme, hash, data));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("OperationError", "Signing failed: " + e.getMessage());
    }
  }

  static boolean verify(
      String scheme, String hash, int salt, PublicKey key, byte[] signed, byte[] data) {
    try {
      Signature signature = signature(scheme, hash, salt);
      signature.initVerify(key);
      signature.update(input(scheme, hash, data));
      return signature.verify(signed);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("OperationError", "Verification failed: " + e.getMessage());
    }
  }

  private static byte[] input(String scheme, String hash, byte[] data) {
    return scheme.startsWith("ECDSA") ? Digests.of(hash, data) : data;
  }

  private static Signature signature(String scheme, String hash, int salt)
      throws GeneralSecurityException {
    return switch (scheme) {
      case "ECDSA" -> Signature.getInstance("NONEwithECDSAinP1363Format");
      case "ECDSA-DER" -> Signature.getInstance("NONEwithECDSA");
      case "Ed25519" -> Signature.getInstance("Ed25519");
      case "RSA-PSS" -> {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        MGF1ParameterSpec mask = new MGF1ParameterSpec(hash);
        pss.setParameter(
            new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC));
        yield pss;
      }
      default -> Signature.getInstance(Digests.compact(hash) + "withRSA");
    };
  }

  static byte[] oaep(boolean encrypt, String hash, byte[] label, KeyHandle key, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
      OAEPParameterSpec parameters =
          new OAEPParameterSpec(
              hash, "MGF1", new MGF1ParameterSpec(hash), new PSource.PSpecified(label));
      if (encrypt) {
        cipher.init(Cipher.ENCRYPT_MODE, publicOf(key), parameters);
      } else {
        cipher.init(Cipher.DECRYPT_MODE, privateOf(key), parameters);
      }
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("OperationError", "RSA-OAEP failed encrypt/decrypt.");
    }
  }

  static byte[] agree(String algorithm, PrivateKey own, PublicKey other) {
    try {
      KeyAgreement agreement = KeyAgreement.getInstance(algorithm);
      agreement.init(own);
      agreement.doPhase(other, true);
      return agreement.generateSecret();
    } catch (InvalidKeyException e) {
      throw GuestException.dom(
          "OperationError",
          algorithm.equals("X25519")
              ? "Failed to derive EDDH key: public key routines INVALID_PEER_KEY."
              : "Failed to generate shared ECDH secret");
    } catch (GeneralSecurityException e) {
      throw GuestException.dom("OperationError", "Failed to generate shared ECDH secret");
    }
  }

  static PublicKey publicOf(KeyHandle handle) {
    return switch (handle) {
      case KeyHandle.Public key -> key.key();
      case KeyHandle.Private key -> key.publicKey();
      case KeyHandle.Secret key ->
          throw new IllegalArgumentException("A secret has no public key.");
    };
  }

  static PrivateKey privateOf(KeyHandle handle) {
    return switch (handle) {
      case KeyHandle.Private key -> key.key();
      case KeyHandle.Public key ->
          throw new IllegalArgumentException("A public key is no private one.");
      case KeyHandle.Secret key ->
          throw new IllegalArgumentException("A secret is no private key.");
    };
  }
}
