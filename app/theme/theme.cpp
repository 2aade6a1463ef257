#include "theme.h"

#include "../text/plain_labels.h"
#include "screen_bounds.h"
#include "style_sheet.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QPainter>
#include <QPalette>
#include <QSettings>
#include <QStyleFactory>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

// A static library's resources are not registered by themselves; the macro must be outside of all namespaces.
static void registerResources() {
    Q_INIT_RESOURCE(resources);
}

namespace tapscope {
namespace {

/// WCAG 2.1, relative luminance.
double luminance(const QColor& colour) {
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
}

QString zoomKey() {
    return QStringLiteral("zoom");
}
QString fixedFamilyKey() {
    return QStringLiteral("fixedFont");
}

/// Typed and captured text is shown literally: when text is shaped, fonts such as Inter and JetBrains Mono substitute
/// 0× for 0x and ≠ for !=. Scripts that cannot be read without shaping are still shaped.
void showLiterally(QFont& font) {
    font.setStyleStrategy(static_cast<QFont::StyleStrategy>(font.styleStrategy() | QFont::PreferNoShaping));
}

bool isLegible(const QColor& a, const QColor& b) {
    constexpr double leastContrast = 4.5;
    const double light = std::max(luminance(a), luminance(b)), dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05) >= leastContrast;
}

} // namespace

const Colours& Theme::light() {
    static const Colours colours{QColor("#f4f5f7"), QColor("#ffffff"), QColor("#dfe2e7"), QColor("#1d2127"),
                                 QColor("#626a75"), QColor("#0b6bcb"), QColor("#ffffff"), QColor("#dcebfa"),
                                 QColor("#1a7f4b"), QColor("#8a5c00"), QColor("#c0342b")};
    return colours;
}

const Colours& Theme::dark() {
    static const Colours colours{QColor("#1b1e23"), QColor("#22262c"), QColor("#343a43"), QColor("#e6e9ee"),
                                 QColor("#9aa3af"), QColor("#5aa9f7"), QColor("#10151b"), QColor("#1e3a57"),
                                 QColor("#55c58a"), QColor("#e0b04c"), QColor("#f08078")};
    return colours;
}

Theme::Theme(QApplication& application, QObject* parent)
    : QObject(parent), application_(application), system_(application.palette()) {
    registerResources();
    new PlainLabels(application, this);
    new ScreenBounds(application, this);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    // A desktop environment provides the user's font. Without one, Qt's default is poor.
    usual_ = QApplication::font();
    constexpr int plainSize = 13; // pixels
    if (qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP")) {
        if (QFontDatabase::families().contains(QStringLiteral("Inter")))
            usual_.setFamily(QStringLiteral("Inter"));
        usual_.setPixelSize(plainSize);
    }
    showLiterally(usual_);
    const QSettings settings;
    zoom_ = std::clamp(settings.value(zoomKey(), 0).toInt(), smallestZoom, largestZoom);
    fixedFamily_ = settings.value(fixedFamilyKey()).toString();
    apply();
}

void Theme::applyFonts() {
    QFont font = usual_;
    const int pixels = QFontInfo(usual_).pixelSize();
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels * std::pow(zoomStep, zoom_)))));
    QApplication::setFont(font);
    const QFontMetrics metrics(font);
    const int width = metrics.horizontalAdvance(QLatin1Char('0'));
    const bool isTabular = std::ranges::all_of(std::string_view("123456789"), [&](char digit) {
        return metrics.horizontalAdvance(QLatin1Char(digit)) == width;
    });
    figures_ = isTabular ? font : fixedFont();
}

void Theme::setZoom(int steps) {
    zoom_ = std::clamp(steps, smallestZoom, largestZoom);
    QSettings().setValue(zoomKey(), zoom_);
    apply();
}

void Theme::setFixedFamily(const QString& family) {
    fixedFamily_ = family;
    QSettings().setValue(fixedFamilyKey(), family);
    apply();
}

void Theme::makeFixed(QWidget& widget) {
    widget.setProperty("fixed", true); // the style sheet knows the font
}

bool Theme::isDark() const noexcept {
    if (choice_ != Choice::System)
        return choice_ == Choice::Dark;
    return system_.color(QPalette::Window).lightness() < system_.color(QPalette::WindowText).lightness();
}

void Theme::choose(Choice choice) {
    choice_ = choice;
    apply();
}

void Theme::apply() {
    colours_ = isDark() ? dark() : light();
    icons_.clear();
    QPalette palette;
    palette.setColor(QPalette::Window, colours_.background);
    palette.setColor(QPalette::Base, colours_.pane);
    palette.setColor(QPalette::AlternateBase, colours_.background);
    palette.setColor(QPalette::Button, colours_.pane);
    palette.setColor(QPalette::ToolTipBase, colours_.pane);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, colours_.ink);
    palette.setColor(QPalette::PlaceholderText, colours_.muted);
    palette.setColor(QPalette::Highlight, colours_.accent);
    palette.setColor(QPalette::HighlightedText, colours_.accentInk);
    palette.setColor(QPalette::Link, colours_.accent);
    palette.setColor(QPalette::Mid, colours_.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colours_.muted);
    QApplication::setPalette(palette);
    applyFonts();
    application_.setStyleSheet(styleSheet(colours_, fixedFont()));
    emit changed();
}

Theme::RowColours Theme::adapted(const QColor& background, const QColor& foreground) const {
    RowColours row{background, foreground};
    if (isDark()) {
        // The same hue, with the same contrast to the dark pane as to the light one.
        constexpr float middle = 0.5F, darkest = 0.13F, span = 0.35F, quieter = 0.55F;
        float hue = 0, saturation = 0, lightness = 0;
        background.getHslF(&hue, &saturation, &lightness);
        if (lightness > middle)
            row.background =
                QColor::fromHslF(std::max(hue, 0.0F), saturation * quieter, darkest + (1.0F - lightness) * span);
        foreground.getHslF(&hue, &saturation, &lightness);
        if (lightness < middle)
            row.foreground = QColor::fromHslF(std::max(hue, 0.0F), saturation, 1.0F - lightness);
    }
    if (!isLegible(row.background, row.foreground))
        row.foreground = isLegible(row.background, colours_.ink) ? colours_.ink : colours_.pane;
    return row;
}

bool Theme::hasIcon(const QString& name) {
    return QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name));
}

QIcon Theme::icon(const QString& name, const QColor& colour) const {
    const QColor ink = colour.isValid() ? colour : colours_.ink;
    // Icons are requested at each paint, and Qt caches the pixmaps of each created icon.
    QIcon& known = icons_[{name, ink.rgba()}];
    if (known.isNull())
        known = drawnIcon(name, ink);
    return known;
}

QIcon Theme::drawnIcon(const QString& name, const QColor& ink) const {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray drawing = file.readAll();
    QIcon icon;
    const auto add = [&](QIcon::Mode mode, const QColor& shade) {
        QByteArray coloured = drawing;
        coloured.replace("currentColor", shade.name().toLatin1());
        QSvgRenderer renderer(coloured);
        for (const int size : {16, 32, 64}) {
            QPixmap pixmap(size, size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            renderer.render(&painter);
            icon.addPixmap(pixmap, mode);
        }
    };
    add(QIcon::Normal, ink);
    add(QIcon::Disabled, colours_.muted);
    return icon;
}

void Theme::keepIcon(QObject* owner, const QString& name, QColor Colours::* colour,
                     const std::function<void(const QIcon&)>& set) const {
    const auto paint = [this, name, colour, set] { set(icon(name, colours_.*colour)); };
    connect(this, &Theme::changed, owner, paint);
    paint();
}

QFont Theme::fixedFont() const {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!fixedFamily_.isEmpty())
        font.setFamily(fixedFamily_);
    font.setPixelSize(std::max(1, QFontInfo(QApplication::font()).pixelSize() - 1));
    showLiterally(font);
    return font;
}

} // namespace tapscope
