import java.io.FileInputStream;
import java.io.PrintStream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/** Prints each quotation of a CAS: id, part, speakers and covered text, parted by U+001F and ended by U+001E. */
public class ReadCas {
    public static void main(String[] arguments) throws Exception {
        TypeSystemDescription types = UIMAFramework.getXMLParser()
            .parseTypeSystemDescription(new XMLInputSource(arguments[0]));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (int at = 1; at < arguments.length; at++) {
            CAS cas = CasCreationUtils.createCas(types, null, null);
            XmiCasDeserializer.deserialize(new FileInputStream(arguments[at]), cas);
            for (AnnotationFS one : cas.getAnnotationIndex(cas.getTypeSystem().getType("webanno.custom.Quotation"))) {
                out.print(told(one, "identifier") + "\u001f" + told(one, "part") + "\u001f"
                    + told(one, "speakers") + "\u001f" + one.getCoveredText() + "\u001e");
            }
        }
    }

    private static String told(AnnotationFS one, String name) {
        Feature feature = one.getType().getFeatureByBaseName(name);
        String value = one.getFeatureValueAsString(feature);
        return value == null ? "" : value;
    }
}
