#pragma once

#include <base/error.h>
#include <base/link_type.h>
#include <file/hex_dump.h>

#include <QDialog>

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace tapscope {

class MessageLabel;

/// Makes a recording of the frames in a hex dump that is typed, pasted or read from a file of at most 64 MiB. GUI
/// thread.
class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    /// A file's text and the frames in it.
    struct Dump {
        QString beginning;
        bool isWhole = true;
        Result<HexFrames> frames;
    };

    explicit ImportDialog(QWidget* parent = nullptr);

signals:
    /// A recording with the frames was made; it is to be opened like a recovered one.
    void imported(const QString& path);

private:
    void readFile();
    void takeFile(Dump dump);
    void check();
    void take(Result<HexFrames> frames);
    void import();
    [[nodiscard]] LinkType linkType() const;

    QPlainTextEdit* text_;
    QComboBox* linkType_;
    MessageLabel* message_;
    QPushButton* import_;
    HexFrames frames_;
    quint64 version_ = 0; ///< number of the text's version
};

} // namespace tapscope
