#pragma once

#include <QColor>
#include <QFont>
#include <QHash>
#include <QIcon>
#include <QObject>
#include <QPalette>

#include <functional>

class QApplication;
class QWidget;

namespace tapscope {

/// The colours of one palette by meaning.
struct Colours {
    QColor background, pane, line, ink, muted, accent, accentInk, selection, good, warning, error;
};

/// The application's look: a light and a dark palette on Qt's Fusion style, one icon family, two fonts that the user
/// can choose and enlarge. GUI thread.
class Theme final : public QObject {
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };

    explicit Theme(QApplication& application, QObject* parent = nullptr);

    void choose(Choice choice);
    [[nodiscard]] Choice choice() const noexcept { return choice_; }
    [[nodiscard]] const Colours& colours() const noexcept { return colours_; }
    [[nodiscard]] bool isDark() const noexcept;
    struct RowColours {
        QColor background, foreground;
    };
    /// Converts colours chosen for the light palette to the present one; the text is legible in both.
    [[nodiscard]] RowColours adapted(const QColor& background, const QColor& foreground) const;
    /// Whether the program has an icon of this name.
    [[nodiscard]] static bool hasIcon(const QString& name);
    /// An icon of resources/icons in the palette's ink (or another colour).
    [[nodiscard]] QIcon icon(const QString& name, const QColor& colour = {}) const;
    /// Sets an icon now, and again in the new colours when the palette changes, as long as `owner` lives.
    void keepIcon(QObject* owner, const QString& name, QColor Colours::* colour,
                  const std::function<void(const QIcon&)>& set) const;
    static constexpr int smallestZoom = -5, largestZoom = 15;
    static constexpr double zoomStep = 1.1;
    /// Sets the text size: each step makes it a tenth larger or smaller. Stored in the settings.
    void setZoom(int steps);
    [[nodiscard]] int zoom() const noexcept { return zoom_; }
    /// The font for bytes, addresses and filters. It has no ligatures, so that the shown characters are exactly those
    /// of the text. An empty family is the system's. Stored in the settings. Widgets with the property "fixed" use it.
    void setFixedFamily(const QString& family);
    [[nodiscard]] QFont fixedFont() const;
    /// The font for columns of numbers, in which all digits have the same width, so that numbers align and do not
    /// jitter: the application's font if possible, otherwise the fixed font.
    [[nodiscard]] const QFont& figuresFont() const noexcept { return figures_; }
    /// Gives a widget the fixed font, and updates it when the font changes.
    static void makeFixed(QWidget& widget);

    [[nodiscard]] static const Colours& light();
    [[nodiscard]] static const Colours& dark();

signals:
    void changed();

private:
    void apply();
    void applyFonts();
    [[nodiscard]] QIcon drawnIcon(const QString& name, const QColor& ink) const;

    QApplication& application_;
    QPalette system_;
    QFont usual_; ///< before zooming
    QString fixedFamily_;
    QFont figures_;
    int zoom_ = 0;
    Choice choice_ = Choice::System;
    Colours colours_;
    mutable QHash<std::pair<QString, QRgb>, QIcon> icons_; ///< in the colours of the palette
};

} // namespace tapscope
