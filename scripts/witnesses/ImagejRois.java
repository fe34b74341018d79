import ij.IJ;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.gui.Wand;
import ij.io.RoiEncoder;
import ij.plugin.frame.RoiManager;
import ij.process.ByteProcessor;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * ROI files of every kind as ImageJ itself writes them, and the pixels that ImageJ itself fills for each, as a file of
 * fixtures (README.md beside this). The ROI manager needs a display: xvfb-run.
 */
public class ImagejRois {
  static final int WIDTH = 32, HEIGHT = 24;

  record Named(String name, Roi roi, boolean hasArea) {}

  public static void main(String[] args) throws Exception {
    PrintStream out = System.out;
    // ImageJ logs there.
    System.setOut(System.err);
    List<String> files = new ArrayList<>();
    for (Named one : kinds()) {
      byte[] bytes = RoiEncoder.saveAsByteArray(one.roi);
      // A file alone has the name that its ROI was given: none.
      files.add(file(one.name + ".roi", bytes, one.hasArea ? List.of(new Named(null, one.roi, true)) : List.of()));
    }
    files.add(manager());
    out.println("{\"program\":\"ImageJ " + IJ.getVersion() + "\",\"width\":" + WIDTH + ",\"height\":" + HEIGHT
        + ",\"files\":[" + String.join(",", files) + "]}");
    System.exit(0);
  }

  static List<Named> kinds() {
    int[] xs = {3, 20, 28, 17, 9}, ys = {4, 2, 13, 21, 16};
    float[] fxs = {3.25f, 20.6f, 28.1f, 17.5f, 9.75f}, fys = {4.5f, 2.2f, 13.9f, 21.4f, 16.1f};
    List<Named> all = new ArrayList<>();
    all.add(new Named("rectangle", new Roi(5, 3, 14, 9), true));
    all.add(new Named("rectangle-subpixel", new Roi(5.3, 3.7, 14.4, 9.6), true));
    all.add(new Named("oval", new OvalRoi(4, 3, 21, 15), true));
    all.add(new Named("oval-even", new OvalRoi(6, 4, 12, 12), true));
    all.add(new Named("oval-subpixel", new OvalRoi(4.4, 3.3, 20.5, 14.2), true));
    all.add(new Named("polygon", new PolygonRoi(xs, ys, 5, Roi.POLYGON), true));
    all.add(new Named("polygon-subpixel", new PolygonRoi(fxs, fys, 5, Roi.POLYGON), true));
    PolygonRoi spline = new PolygonRoi(fxs, fys, 5, Roi.POLYGON);
    spline.fitSpline();
    all.add(new Named("polygon-spline", spline, true));
    all.add(new Named("freehand", new PolygonRoi(xs, ys, 5, Roi.FREEROI), true));
    all.add(new Named("freehand-subpixel", new PolygonRoi(fxs, fys, 5, Roi.FREEROI), true));
    all.add(new Named("traced", traced(), true));
    all.add(new Named("ellipse", new EllipseRoi(5, 6, 26, 17, 0.45), true));
    all.add(new Named("rotated-rectangle", new RotatedRectRoi(6, 7, 25, 15, 8), true));
    all.add(new Named("composite-hole", hole(), true));
    all.add(new Named("composite-parts", new ShapeRoi(new Roi(2, 2, 7, 5)).or(new ShapeRoi(new Roi(15, 11, 9, 8))), true));
    all.add(new Named("composite-oval", new ShapeRoi(new OvalRoi(5, 3, 20, 16)).xor(new ShapeRoi(new OvalRoi(11, 7, 8, 8))), true));
    all.add(new Named("composite-polygon", new ShapeRoi(new PolygonRoi(fxs, fys, 5, Roi.POLYGON)).not(new ShapeRoi(new Roi(12, 8, 5, 4))), true));
    Roi rounded = new Roi(5, 3, 18, 12);
    rounded.setCornerDiameter(6);
    all.add(new Named("rounded-rectangle", rounded, false));
    all.add(new Named("line", new Line(3, 4, 20, 15), false));
    all.add(new Named("polyline", new PolygonRoi(xs, ys, 5, Roi.POLYLINE), false));
    all.add(new Named("freeline", new PolygonRoi(xs, ys, 5, Roi.FREELINE), false));
    all.add(new Named("angle", new PolygonRoi(xs, ys, 3, Roi.ANGLE), false));
    all.add(new Named("point", new PointRoi(7, 9), false));
    all.add(new Named("points", new PointRoi(xs, ys, 5), false));
    all.add(new Named("text", new TextRoi(4, 5, "cell"), false));
    return all;
  }

  static Roi hole() {
    return new ShapeRoi(new Roi(3, 2, 20, 17)).not(new ShapeRoi(new Roi(8, 6, 7, 8)));
  }

  /** What the wand finds in a ring with a bay: its outline without the hole. */
  static Roi traced() {
    ByteProcessor blob = new ByteProcessor(WIDTH, HEIGHT);
    blob.setValue(200);
    blob.fillOval(4, 3, 19, 16);
    blob.setValue(0);
    blob.fillRect(12, 0, 3, 8);
    Wand wand = new Wand(blob);
    wand.autoOutline(6, 12, 100, 255);
    return new PolygonRoi(wand.xpoints, wand.ypoints, wand.npoints, Roi.TRACED_ROI);
  }

  /** As the manager saves a set: names of its own, names that were given, groups, places in a stack, a point among them. */
  static String manager() throws Exception {
    RoiManager manager = new RoiManager(true);
    List<Named> wanted = new ArrayList<>();
    Roi cell = new Roi(2, 2, 6, 5), other = new OvalRoi(12, 3, 9, 9), grouped = hole(), later = new Roi(20, 14, 7, 6);
    cell.setName("cell 1");
    other.setName("cell 2");
    grouped.setName("anything");
    grouped.setGroup(3);
    for (Roi roi : new Roi[] {cell, other, grouped}) roi.setPosition(1);
    later.setName("nucleus");
    later.setPosition(4);
    PointRoi tip = new PointRoi(3, 3);
    tip.setName("tip");
    for (Roi roi : new Roi[] {cell, other, grouped, later, tip}) manager.addRoi(roi);
    Path zip = Files.createTempFile("RoiSet", ".zip");
    manager.runCommand("Save", zip.toString());
    wanted.add(new Named("cell", cell, true));
    wanted.add(new Named("cell", other, true));
    wanted.add(new Named("group 3", grouped, true));
    wanted.add(new Named("nucleus", later, true));
    String text = file("RoiSet.zip", Files.readAllBytes(zip), wanted);
    Files.delete(zip);
    return text;
  }

  static String file(String path, byte[] bytes, List<Named> objects) {
    List<String> said = new ArrayList<>();
    for (Named one : objects) {
      int page = Math.max(0, one.roi.getPosition() - 1);
      said.add("{\"name\":" + (one.name == null ? null : "\"" + one.name + "\"") + ",\"page\":" + page + ",\"rows\":[" + rows(one.roi) + "]}");
    }
    return "{\"path\":\"" + path + "\",\"base64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\",\"objects\":["
        + String.join(",", said) + "]}";
  }

  static String rows(Roi roi) {
    ByteProcessor pixels = new ByteProcessor(WIDTH, HEIGHT);
    pixels.setValue(1);
    pixels.fill(roi);
    List<String> rows = new ArrayList<>();
    for (int y = 0; y < HEIGHT; y++) {
      StringBuilder row = new StringBuilder("\"");
      for (int x = 0; x < WIDTH; x++) row.append(pixels.get(x, y) == 0 ? '.' : '1');
      rows.add(row.append('"').toString());
    }
    return String.join(",", rows);
  }
}
