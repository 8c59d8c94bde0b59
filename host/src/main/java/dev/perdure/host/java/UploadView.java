package dev.perdure.host.java;

import dev.perdure.workers.R2Object;
import dev.perdure.workers.R2Upload;
import dev.perdure.workers.WorkerException;
import dev.perdure.workers.binding.ObjectBucket;
import java.util.List;

/** An upload in parts. */
record UploadView(JavaRealm realm, ObjectBucket bucket, String key, String id) implements R2Upload {
  private static final int MOST_PARTS = 10_000;

  private static int checked(int number) {
    if (number < 1 || number > MOST_PARTS) {
      throw WorkerException.typeError(
          "Part number must be between 1 and %d (inclusive). Actual value was: %d"
              .formatted(MOST_PARTS, number));
    }
    return number;
  }

  @Override
  public Part uploadPart(int number, byte[] value) {
    int place = checked(number);
    byte[] kept = value.clone();
    return new Part(place, realm.outside(() -> bucket.uploadPart(key, id, place, kept)));
  }

  @Override
  public R2Object complete(List<Part> parts) {
    List<ObjectBucket.Part> all =
        parts.stream()
            .map(part -> new ObjectBucket.Part(checked(part.number()), part.etag()))
            .toList();
    return BucketView.object(realm.outside(() -> bucket.completeUpload(key, id, all)));
  }

  @Override
  public void abort() {
    realm.outside(() -> bucket.abortUpload(key, id));
  }
}
