import java.io.FileInputStream;
import java.io.PrintStream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/**
 * Prints the records of CASes, each ended by U+001E, its fields parted by U+001F: its kind, its features and, for
 * quotations, the covered text. The arguments are a type system and XMI files.
 */
public class ReadCas {
    private static final String[][] KINDS = {
        {"de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData", "documentId"},
        {"webanno.custom.Quotation", "identifier", "part", "speakers"},
        {"webanno.custom.Topic", "category", "targets"},
        {"webanno.custom.Stance", "holder", "target", "position", "quotation"},
    };

    public static void main(String[] arguments) throws Exception {
        TypeSystemDescription types = UIMAFramework.getXMLParser()
            .parseTypeSystemDescription(new XMLInputSource(arguments[0]));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (int at = 1; at < arguments.length; at++) {
            CAS cas = CasCreationUtils.createCas(types, null, null);
            XmiCasDeserializer.deserialize(new FileInputStream(arguments[at]), cas);
            for (String[] kind : KINDS) {
                Type type = cas.getTypeSystem().getType(kind[0]);
                for (AnnotationFS one : cas.getAnnotationIndex(type)) {
                    out.print(type.getShortName());
                    for (int feature = 1; feature < kind.length; feature++) {
                        String told = one.getFeatureValueAsString(type.getFeatureByBaseName(kind[feature]));
                        out.print("\u001f" + (told == null ? "" : told));
                    }
                    out.print("\u001f" + one.getCoveredText() + "\u001e");
                }
            }
        }
    }
}
