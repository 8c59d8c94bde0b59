package dev.perdure.js.form;

import static dev.perdure.js.scope.TestRealm.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormScriptTest {
  @Test
  void blobsJoinAndSliceTheirParts() {
    assertThat(
            json(
                """
                const blob = new Blob(['he', new Uint8Array([108]), new Blob(['l']), 'o', 5], { type: 'Text/Plain' });
                return [blob.size, blob.type, await blob.text(), await blob.slice(1, -1).text(), await blob.slice(-2).text(),
                  blob.slice(3, 1).size, blob.slice(0, 1, 'X/y').type, (await blob.arrayBuffer()).byteLength,
                  [...await blob.slice(0, 1).bytes()], Object.prototype.toString.call(blob), new Blob([], { type: 'té' }).type];
                """))
        .isEqualTo(
            "[6,\"text/plain\",\"hello5\",\"ello\",\"o5\",0,\"x/y\",6,[104],\"[object Blob]\",\"\"]");
  }

  @Test
  void aBlobKeepsItsBytesToItself() {
    assertThat(
            json(
                """
                const bytes = new Uint8Array([97]);
                const blob = new Blob([bytes]);
                bytes[0] = 98;
                (await blob.bytes())[0] = 99;
                return blob.text();
                """))
        .isEqualTo("\"a\"");
  }

  @Test
  void partsThatAreNoArrayAreRefused() {
    assertThat(json("try { new Blob('x') } catch (e) { return e.message }"))
        .isEqualTo(
            "\"Failed to construct 'Blob': constructor parameter 1 is not of type 'Array'.\"");
  }

  @Test
  void filesHaveNamesAndTimes() {
    assertThat(
            json(
                """
                const file = new File(['x'], 'a/b', { type: 'a/B', lastModified: 5 });
                return [file.name, file.type, file.lastModified, file.size, file instanceof Blob, file.slice() instanceof File];
                """))
        .isEqualTo("[\"a/b\",\"a/b\",5,1,true,false]");
  }

  @Test
  void fieldsAreAppendedSetAndDeleted() {
    assertThat(
            json(
                """
                const form = new FormData();
                form.append('a', 1); form.append('b', 2); form.append('a', null); form.append('f', new Blob(['x']), 'n');
                form.set('a', 9); form.delete('b');
                return [[...form.keys()], form.get('a'), form.get('f').name, form.get('z'), form.getAll('a'), form.has('b'),
                  Object.prototype.toString.call(form.entries())];
                """))
        .isEqualTo("[[\"a\",\"f\"],\"9\",\"n\",null,[\"9\"],false,\"[object EntryIterator]\"]");
  }

  @Test
  void aFormComesBackFromItsBody() {
    assertThat(
            json(
                """
                const form = new FormData();
                form.append('a"\\n', 'x\\r\\n');
                form.append('f', new File(['data'], 'é.txt', { type: 'text/x' }));
                const response = new Response(form);
                const back = await response.formData();
                const file = back.get('f');
                return [[...back.keys()], back.get('a%22%0A'), file.name, file.type, await file.text()];
                """))
        .isEqualTo("[[\"a%22%0A\",\"f\"],\"x\\r\\n\",\"é.txt\",\"text/x\",\"data\"]");
  }

  @Test
  void filesAreTextsForOldWorkers() {
    String script =
        """
        const form = new FormData();
        form.append('f', new File(['data'], 'n'));
        return typeof (await new Response(form).formData()).get('f');
        """;
    assertThat(json(script)).isEqualTo("\"object\"");
    assertThat(json(script, "formdata_parser_converts_files_to_strings")).isEqualTo("\"string\"");
  }
}
