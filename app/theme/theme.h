#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

#include <functional>

class QApplication;

namespace tapscope {

/// The colours of one palette, by what they mean.
struct Colours {
    QColor background, pane, line, ink, muted, accent, accentInk, selection, good, warning, error;
};

/// The application's look: a light and a dark palette on Qt's Fusion style, one icon family, two fonts. GUI's thread.
class Theme final : public QObject {
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };

    explicit Theme(QApplication& application, QObject* parent = nullptr);

    void choose(Choice choice);
    [[nodiscard]] Choice choice() const noexcept { return choice_; }
    [[nodiscard]] const Colours& colours() const noexcept { return colours_; }
    [[nodiscard]] bool isDark() const noexcept;
    /// A background and a text colour, chosen for the light palette, as they are in this one: legible in both.
    struct RowColours {
        QColor background, foreground;
    };
    [[nodiscard]] RowColours adapted(const QColor& background, const QColor& foreground) const;
    /// An icon of resources/icons in the palette's ink (or another colour).
    [[nodiscard]] QIcon icon(const QString& name, const QColor& colour = {}) const;
    /// Sets an icon now, and again in the new colours when the palette changes, as long as `owner` lives.
    void keepIcon(QObject* owner, const QString& name, QColor Colours::* colour,
                  const std::function<void(const QIcon&)>& set) const;
    [[nodiscard]] static QFont fixedFont();

    [[nodiscard]] static const Colours& light();
    [[nodiscard]] static const Colours& dark();

signals:
    void changed();

private:
    void apply();

    QApplication& application_;
    QPalette system_;
    Choice choice_ = Choice::System;
    Colours colours_;
};

} // namespace tapscope
