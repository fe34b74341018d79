import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What ImageJ makes of files: of a TIFF its pages, values and calibration, of a set of ROIs, opened as its ROI manager
 * does, their names and the pixels that each fills. Arguments: width and height that ROIs are filled in, then files.
 */
public class ImagejOpens {
  public static void main(String[] args) throws Exception {
    int width = Integer.parseInt(args[0]), height = Integer.parseInt(args[1]);
    PrintStream out = System.out;
    // ImageJ logs there.
    System.setOut(System.err);
    List<String> found = new ArrayList<>();
    for (int i = 2; i < args.length; i++)
      found.add(args[i].endsWith(".zip") ? rois(Path.of(args[i]), width, height) : image(args[i]));
    out.println("[" + String.join(",", found) + "]");
    System.exit(0);
  }

  static String image(String path) {
    ImagePlus image = IJ.openImage(path);
    Calibration own = image.getCalibration();
    List<String> pages = new ArrayList<>();
    for (int page = 1; page <= image.getStackSize(); page++) pages.add(values(image.getStack().getProcessor(page)));
    return "{\"width\":" + image.getWidth() + ",\"height\":" + image.getHeight() + ",\"bits\":" + image.getBitDepth()
        + ",\"channels\":" + image.getNChannels() + ",\"slices\":" + image.getNSlices() + ",\"pixelWidth\":"
        + own.pixelWidth + ",\"pixelHeight\":" + own.pixelHeight + ",\"unit\":\"" + own.getUnit() + "\",\"pages\":["
        + String.join(",", pages) + "]}";
  }

  static String values(ImageProcessor pixels) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < pixels.getPixelCount(); i++) values.add(Double.toString(pixels.getf(i)));
    return "[" + String.join(",", values) + "]";
  }

  static String rois(Path path, int width, int height) throws Exception {
    List<String> found = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Roi roi = new RoiDecoder(zip.readAllBytes(), entry.getName()).getRoi();
        ByteProcessor pixels = new ByteProcessor(width, height);
        pixels.setValue(1);
        pixels.fill(roi);
        found.add("{\"name\":\"" + entry.getName() + "\",\"type\":\"" + roi.getTypeAsString() + "\",\"page\":" + values(pixels) + "}");
      }
    }
    return "[" + String.join(",", found) + "]";
  }
}
