package joulebook.kernel.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import joulebook.kernel.session.Analysis.Piece;
import joulebook.kernel.session.Completions.Match;

/** Completes Java: what JShell suggests, ranked and with types; classes that are not imported; paths in strings. */
final class Completion {
    private static final Set<String> OBJECT_MEMBERS =
            Arrays.stream(Object.class.getMethods()).map(m -> m.getName()).collect(Collectors.toSet());
    private static final Pattern MEMBER = Pattern.compile("(?s)(.*)\\.\\s*\\w*");
    private static final Pattern CLASS_NAME = Pattern.compile("(?s)(?:.*[^\\w.])?(\\p{Lu}\\w{2,})");
    private static final Pattern IMPORT_OR_METHOD = Pattern.compile(
            "(?s)import\\s.*|(?!(?:\\w+\\s+)*record\\s)[^=;({]*[\\w>\\]]\\s+\\w+\\s*\\([^;=]*?\\)\\s*(throws\\s+[\\w.,\\s]+)?\\{.*");
    private static final Pattern WORD = Pattern.compile("(?s)(?:.*[^\\w.])?([a-z]{2,})");
    private static final List<String> KEYWORDS = List.of(
            ("abstract assert boolean break byte case catch char class continue default double else enum extends false"
                            + " final finally float for if implements import instanceof int interface long new null"
                            + " private protected public record return sealed short static super switch synchronized"
                            + " this throw throws true try var void while yield")
                    .split(" "));
    private static final int MOST_CLASSES = 20;

    private final JShell shell;
    private final Members members;
    private final ClassNames classNames;

    Completion(JShell shell, ClassNames classNames) {
        this.shell = shell;
        this.classNames = classNames;
        this.members = new Members(shell);
    }

    /** @param pieces the snippets of the code */
    Completions complete(String code, int cursor, List<Piece> pieces) {
        Optional<Completions> paths = PathCompletion.inLiteral(code, cursor);
        if (paths.isPresent()) {
            return paths.get();
        }
        int begin = Analysis.snippetAt(pieces, cursor);
        String text = code.substring(begin, cursor);
        String before = declarationsBefore(pieces, begin);
        Completions found = suggestions(text, before, begin);
        if (found.matches().isEmpty() && !before.isEmpty()) {
            found = suggestions(text, "", begin); // a class or a method does not fit into a block
        }
        return found.matches().isEmpty() ? notImported(text, cursor) : found;
    }

    /** What the snippets before declare, opening a block: JShell looks at one snippet at a time. */
    private static String declarationsBefore(List<Piece> pieces, int begin) {
        String before = pieces.stream()
                .filter(piece -> piece.start() < begin)
                .map(Piece::text)
                .filter(text -> !IMPORT_OR_METHOD.matcher(text).matches())
                .map(text -> text.endsWith(";") || text.endsWith("}") ? text : text + "\n;")
                .collect(Collectors.joining("\n"));
        return before.isEmpty() ? "" : "{" + before + "\n";
    }

    private Completions suggestions(String text, String before, int begin) {
        String block = before + text;
        int[] anchor = {block.length()};
        Map<String, Boolean> wanted = new LinkedHashMap<>();
        for (Suggestion suggestion : shell.sourceCodeAnalysis().completionSuggestions(block, block.length(), anchor)) {
            wanted.merge(suggestion.continuation(), suggestion.matchesType(), Boolean::logicalOr);
        }
        Optional<Class<?>> owner = owner(text, before);
        boolean member = MEMBER.matcher(text).matches();
        Set<String> own = ownNames();
        Map<String, Match> matches = new LinkedHashMap<>();
        wanted.keySet().stream()
                .sorted(Comparator.comparing((String name) -> !wanted.get(name))
                        .thenComparing(name -> !own.contains(plain(name)))
                        .thenComparing(name -> OBJECT_MEMBERS.contains(plain(name))))
                .forEach(name -> matches.putIfAbsent(plain(name), match(name, owner, member, own)));
        keywords(text).forEach(word -> matches.putIfAbsent(word, new Match(word, "keyword", "")));
        return new Completions(new ArrayList<>(matches.values()), begin + anchor[0] - before.length());
    }

    /** JShell suggests none. */
    private static Stream<String> keywords(String text) {
        Matcher word = WORD.matcher(text);
        return word.matches() ? KEYWORDS.stream().filter(k -> k.startsWith(word.group(1))) : Stream.empty();
    }

    private static Match match(String name, Optional<Class<?>> owner, boolean member, Set<String> own) {
        String plain = plain(name);
        if (!plain.equals(name)) {
            boolean constructor = Character.isUpperCase(plain.charAt(0));
            String signature = owner.map(type -> Members.signature(type, plain)).orElse("");
            return new Match(plain, constructor ? "class" : "method", signature);
        }
        if (own.contains(name) && !member && !Character.isUpperCase(name.charAt(0))) {
            return new Match(name, "variable", "");
        }
        boolean type = Character.isUpperCase(name.charAt(0)) && !name.equals(name.toUpperCase(Locale.ROOT));
        return new Match(name, type ? "class" : member ? "field" : "package", "");
    }

    /** The class whose members are asked for, where it can be told. */
    private Optional<Class<?>> owner(String text, String before) {
        Matcher member = MEMBER.matcher(text);
        if (!member.matches()) {
            return Optional.empty();
        }
        String expression = member.group(1).replaceFirst("(?s).*[;{=]\\s*", "");
        String type = before.isEmpty() ? shell.sourceCodeAnalysis().analyzeType(expression, expression.length()) : null;
        return members.classOf(type == null ? expression : type);
    }

    private static String plain(String continuation) {
        int parenthesis = continuation.indexOf('(');
        return parenthesis < 0 ? continuation : continuation.substring(0, parenthesis);
    }

    private Set<String> ownNames() {
        Stream<? extends Snippet> declared =
                Stream.of(shell.variables(), shell.methods(), shell.types()).flatMap(names -> names);
        return declared.map(snippet -> ((DeclarationSnippet) snippet).name()).collect(Collectors.toSet());
    }

    /** Classes by their qualified names, which is as good as an import. */
    private Completions notImported(String text, int cursor) {
        Matcher name = CLASS_NAME.matcher(text);
        if (!name.matches()) {
            return new Completions(List.of(), cursor);
        }
        List<Match> matches = classNames.startingWith(name.group(1)).stream()
                .limit(MOST_CLASSES)
                .map(type -> new Match(type, "class", "import " + type + ";"))
                .toList();
        return new Completions(matches, cursor - name.group(1).length());
    }
}
