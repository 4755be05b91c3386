#ifndef ONRECORD_ENGLISH_MODEL_H
#define ONRECORD_ENGLISH_MODEL_H

#include <stddef.h>

/// The bytes of the English model, part of the program's read-only data: mapped, never copied.
const void *onrecord_english_model(void);

/// How many bytes the English model has.
size_t onrecord_english_model_size(void);

#endif
