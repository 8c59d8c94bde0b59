package dev.perdure.host.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void importsMatchAcrossFolders() {
    Pattern pattern = Pattern.compile(Glob.forImports("**/*.wasm?module"));
    assertThat(pattern.matcher("../a/b.wasm?module").matches()).isTrue();
    assertThat(pattern.matcher("./b.wasm").matches()).isFalse();
    assertThat(Pattern.matches(Glob.forImports("*.txt"), "./deep/a.txt")).isTrue();
  }

  @Test
  void filesMatchFolderByFolder() {
    assertThat(Glob.forFiles("**/*.txt").matcher("a.txt").matches()).isTrue();
    assertThat(Glob.forFiles("**/*.txt").matcher("x/y/a.txt").matches()).isTrue();
    assertThat(Glob.forFiles("*.txt").matcher("x/a.txt").matches()).isFalse();
    assertThat(Glob.forFiles("x/**").matcher("x/y/z").matches()).isTrue();
  }
}
