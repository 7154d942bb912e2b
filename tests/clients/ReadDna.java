import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.jasypt.util.password.StrongPasswordEncryptor;

/**
 * Prints each coder of a database of DNA's and whether the password opens it, then each statement with its words,
 * by the driver, the encryptor and the strings that DNA has: parted by U+001F and ended by U+001E.
 */
public class ReadDna {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        StrongPasswordEncryptor encryptor = new StrongPasswordEncryptor();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0])) {
            ResultSet coders = connection.createStatement().executeQuery("SELECT Name, Password FROM CODERS");
            while (coders.next()) {
                boolean opens = encryptor.checkPassword(arguments[1], coders.getString("Password"));
                out.print("coder\u001f" + coders.getString("Name") + "\u001f" + opens + "\u001f\u001e");
            }
            ResultSet found = connection.createStatement().executeQuery(
                "SELECT Label, Text, Start, Stop, Value FROM STATEMENTS"
                + " INNER JOIN DOCUMENTS ON DOCUMENTS.ID = DocumentId"
                + " INNER JOIN STATEMENTTYPES ON STATEMENTTYPES.ID = STATEMENTS.StatementTypeId"
                + " INNER JOIN DATALONGTEXT ON StatementId = STATEMENTS.ID ORDER BY STATEMENTS.ID");
            while (found.next()) {
                String words = found.getString("Text").substring(found.getInt("Start"), found.getInt("Stop"));
                out.print(found.getString("Label") + "\u001f" + words + "\u001f" + found.getString("Value")
                    + "\u001f\u001e");
            }
        }
    }
}
